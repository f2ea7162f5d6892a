import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { javaMajorVersion, javaProblem } from './requirements';

/** The Java that runs every JVM of the platform. */
export interface Java {
  readonly command: string;
  /** All `java -version` prints: identifies the very build, which class archives depend on. */
  readonly build: string;
}

/**
 * Java of `JAVA_HOME`, else the one on the PATH.
 *
 * @throws one sentence that says what to install
 */
export async function findJava(env: NodeJS.ProcessEnv = process.env): Promise<Java> {
  const home = env['JAVA_HOME'];
  const command = home ? join(home, 'bin', 'java') : 'java';
  const build = await outputOf(command, ['-version'], env);
  const problem = javaProblem(javaMajorVersion(build));
  if (problem !== undefined) throw new Error(problem);
  return { command, build };
}

/** What a command prints on both streams; empty when it cannot be run. */
function outputOf(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve) => {
    execFile(command, args, { env }, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`));
  });
}
