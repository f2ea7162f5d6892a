import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

/** Gives kafkajs the zstd that Node brings along; it has gzip only. */
export function registerZstd(): void {
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: (encoder: { readonly buffer: Buffer }) => compress(encoder.buffer),
    decompress: (buffer: Buffer) => decompress(buffer),
  });
}
