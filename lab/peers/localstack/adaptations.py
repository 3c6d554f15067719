"""What LocalStack lacks to take our templates as they are, outside its image. Each adaptation is told by docs/engines.md.

Functions run in Node processes of this machine, where its own way asks for Docker: LocalStack calls the executor, and the process
(runtime.ts) answers LocalStack, by the protocol of its containers.
"""
import os
import subprocess

from localstack import config
from localstack.services.cloudformation.resource_provider import OperationStatus, ProgressEvent
from localstack.services.lambda_.invocation.executor_endpoint import ExecutorEndpoint
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor
from localstack.services.lambda_.runtimes import ALL_RUNTIMES
from localstack.services.ses.resource_providers.aws_ses_emailidentity import SESEmailIdentityProvider
from localstack.utils.net import get_free_tcp_port

HERE = "127.0.0.1"

# Its release is older than this runtime, and would refuse the template for it.
ALL_RUNTIMES.append("nodejs24.x")


def taken(self, request):
    """The identity is taken, and no record for its DNS is made: its own way never ends."""
    tokens = {f"DkimDNSToken{part}{n}": f"dkim{n}" for part in ("Name", "Value") for n in (1, 2, 3)}
    model = {**(request.desired_state or {}), **tokens}
    return ProgressEvent(status=OperationStatus.SUCCESS, resource_model=model)


SESEmailIdentityProvider.create = SESEmailIdentityProvider.delete = taken


class NodeExecutor(RuntimeExecutor):
    def __init__(self, id, function_version):
        super().__init__(id, function_version)
        self.endpoint = ExecutorEndpoint(id, HERE)
        self.process = None

    def start(self, env_vars):
        self.endpoint.container_port = get_free_tcp_port()
        self.endpoint.start()
        code = self.function_version.config.code.get_unzipped_code_location()
        environment = {
            **{name: str(value) for name, value in env_vars.items()},
            # Our own signer reads this name; and this release has no SESv2: mails go to our inbox.
            "AWS_ENDPOINT_URL_SECRETS_MANAGER": env_vars["AWS_ENDPOINT_URL"],
            "AWS_ENDPOINT_URL_SESV2": os.environ["MAIL_URL"],
            "LAMBDA_TASK_ROOT": str(code),
            "INVOCATION_PORT": str(self.endpoint.container_port),
            "LOG_FOLDER": os.environ["FUNCTION_LOGS"],
        }
        self.process = subprocess.Popen(
            [os.environ["FUNCTION_NODE"], "--no-warnings", os.environ["FUNCTION_RUNTIME"]], env=environment
        )
        self.endpoint.wait_for_startup()

    def stop(self):
        if self.process:
            self.process.terminate()
        self.endpoint.shutdown()

    def invoke(self, payload):
        return self.endpoint.invoke(payload)

    def get_address(self):
        return HERE

    def get_endpoint_from_executor(self):
        return HERE

    def get_runtime_endpoint(self):
        return f"http://{HERE}:{config.GATEWAY_LISTEN[0].port}{self.endpoint.get_endpoint_prefix()}"

    def get_logs(self):
        return f"in {os.environ['FUNCTION_LOGS']}"

    @classmethod
    def prepare_version(cls, function_version):
        if function_version.config.code:
            function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version):
        pass


class NodeExecutorPlugin(RuntimeExecutorPlugin):
    name = "node"

    def load(self, *args, **kwargs):
        return NodeExecutor
