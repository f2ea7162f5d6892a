import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CfnBatchScramSecret } from 'aws-cdk-lib/aws-msk';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Annotations, RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { KafkaClient } from '../workload/topology';

/** One BatchAssociateScramSecret call takes this many. https://docs.aws.amazon.com/msk/latest/developerguide/msk-password-limitations.html */
const SECRETS_PER_CALL = 10;

/** Where a client's user name and password are kept, in a form another stack can take without a cycle. */
export interface KafkaCredentials {
  /** Secret of the form `{"username": …, "password": …}`. */
  readonly secretArn: string;
  /** Key it is encrypted with. */
  readonly keyArn: string;
}

export interface ScramUsersProps {
  readonly clusterArn: string;

  /** Name of the cluster, part of the secrets' names. */
  readonly clusterName: string;

  /** The programs that authenticate, one user each. */
  readonly clients: readonly Pick<KafkaClient, 'name' | 'username'>[];

  /**
   * What happens to the passwords and their key when the stack is deleted.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Users of a cluster: a secret with a generated password each, and their association with the cluster. */
export class ScramUsers extends Construct {
  private readonly credentials: ReadonlyMap<string, KafkaCredentials>;

  constructor(scope: Construct, id: string, props: ScramUsersProps) {
    super(scope, id);
    const {
      clusterArn,
      clusterName,
      clients,
      removalPolicy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    } = props;

    // MSK refuses secrets under the account's default key.
    const key = new Key(this, 'Key', {
      description: `Passwords of the users of ${clusterName}`,
      enableKeyRotation: true,
      removalPolicy,
    });
    const secrets = clients.map(({ name, username }) => {
      const secret = new Secret(this, name, {
        // MSK takes only secrets whose name starts like this.
        secretName: `AmazonMSK_${clusterName}-${name}`,
        description: `Kafka user ${username}`,
        encryptionKey: key,
        generateSecretString: {
          secretStringTemplate: JSON.stringify({ username }),
          generateStringKey: 'password',
          passwordLength: 40,
          excludePunctuation: true,
        },
        removalPolicy,
      });
      secret.addToResourcePolicy(
        new PolicyStatement({
          sid: 'AWSKafkaResourcePolicy',
          principals: [new ServicePrincipal('kafka.amazonaws.com')],
          actions: ['secretsmanager:GetSecretValue'],
          // In a secret's own policy, "*" is that secret.
          resources: ['*'],
        }),
      );
      return { name, secret };
    });

    // CloudFormation identifies an association by the cluster, so there can be only one, with all secrets.
    const association = new CfnBatchScramSecret(this, 'Association', {
      clusterArn,
      secretArnList: secrets.map(({ secret }) => secret.secretArn),
    });
    // Without its policy MSK cannot read a secret, and the association fails without a word (aws-cdk issue 34794).
    association.node.addDependency(...secrets.map(({ secret }) => secret));
    if (clients.length > SECRETS_PER_CALL) {
      Annotations.of(this).addWarningV2(
        'penstock:many-scram-users',
        `${clients.length} users: MSK associates ${SECRETS_PER_CALL} secrets per call, and whether CloudFormation splits a longer list is not documented. Check list-scram-secrets after the deploy`,
      );
    }

    this.credentials = new Map(
      secrets.map(({ name, secret }) => [name, { secretArn: secret.secretArn, keyArn: key.keyArn }]),
    );
  }

  /**
   * Credentials of a client.
   * @throws when the topology has no client of that name
   */
  credentialsOf(client: string): KafkaCredentials {
    const credentials = this.credentials.get(client);
    if (credentials === undefined) {
      throw new Error(
        `no Kafka user for "${client}": choose one of ${[...this.credentials.keys()].join(', ')}`,
      );
    }
    return credentials;
  }
}
