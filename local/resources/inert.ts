/**
 * Resource types that need nothing on the embedded engines, each with the reason. A type that is neither here nor deployed is an error.
 */
export const inertTypes: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'the engines ask for no permission',
  'AWS::IAM::ManagedPolicy': 'the engines ask for no permission',
  'AWS::KMS::Key': 'the engines encrypt nothing',
  'AWS::KMS::Alias': 'the engines encrypt nothing',
  'AWS::Logs::LogGroup': 'logs go to files',
  'AWS::Logs::ResourcePolicy': 'logs go to files',
  'AWS::ApiGatewayV2::ApiMapping': 'an API is called at its own URL',
  'AWS::ApiGatewayV2::DomainName': 'an API is called at its own URL',
  'AWS::WAFv2::WebACL': 'nobody attacks a laptop',
  'AWS::WAFv2::WebACLAssociation': 'nobody attacks a laptop',
  'AWS::WAFv2::LoggingConfiguration': 'nobody attacks a laptop',
  'AWS::GuardDuty::Detector': 'a malware protection plan needs none',
  'AWS::CloudWatch::Alarm': 'nobody is on call for a laptop',
  'AWS::CloudWatch::CompositeAlarm': 'nobody is on call for a laptop',
  'AWS::CloudWatch::Dashboard': 'metrics go to the log files',
  'AWS::SNS::Topic': 'alarms ring nowhere',
  'AWS::SNS::TopicPolicy': 'alarms ring nowhere',
  'AWS::SQS::QueuePolicy': 'the engine lets any caller in',
  'AWS::S3::BucketPolicy': 'the engine lets any caller in',
  'AWS::Lambda::Permission': 'the runner invokes its functions itself',
  'AWS::SES::ConfigurationSetEventDestination':
    'the inbox bounces nothing; put such events on the bus by hand',
  'AWS::CDK::Metadata': 'usage statistics',
};
