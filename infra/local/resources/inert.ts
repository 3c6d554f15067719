/** Types that have nothing to do on the embedded engines, each with why. Anything not here nor deployed is an error. */
export const inertTypes: Readonly<Record<string, string>> = {
  'AWS::IAM::Role': 'the engines ask for no permission',
  'AWS::IAM::Policy': 'the engines ask for no permission',
  'AWS::IAM::ManagedPolicy': 'the engines ask for no permission',
  'AWS::KMS::Key': 'the engines encrypt nothing',
  'AWS::KMS::Alias': 'the engines encrypt nothing',
  'AWS::Logs::LogGroup': 'logs go to files',
  'AWS::CloudWatch::Alarm': 'nobody is on call for a laptop',
  'AWS::SNS::Topic': 'alarms ring nowhere',
  'AWS::SNS::TopicPolicy': 'alarms ring nowhere',
  'AWS::SQS::QueuePolicy': 'the engine lets any caller in',
  'AWS::S3::BucketPolicy': 'the engine lets any caller in',
  'AWS::Lambda::Permission': 'the runner invokes its functions itself',
  'AWS::SES::ConfigurationSetEventDestination':
    'the inbox bounces nothing; put such events on the bus by hand',
  'AWS::CDK::Metadata': 'usage statistics',
};
