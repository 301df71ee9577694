using SkyButler.Pipelines.Configs.Checks;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Programs.Running;
using SkyButler.Pipelines.Programs.Templates;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Programs;

/// <summary>
/// A task that runs a program once for each quantum. Its configuration says what the program reads and makes and what its command line is; the
/// program need not know of any of it. Each quantum has a directory of its own, and nothing goes through a shell.
/// </summary>
[PipelineTask(ClassName, DefaultLabel = "program")]
public sealed class ProgramTask : PipelineTask<ProgramConfig, ProgramConnections>
{
    /// <summary>The name that pipelines use.</summary>
    public const string ClassName = "skybutler.ProgramTask";

    private ProgramTemplates? templates;

    /// <inheritdoc />
    protected internal override Task<TaskOutputs> InitializeAsync(TaskInputs inputs, CancellationToken cancellationToken)
    {
        // Better now than once for each quantum.
        if (Templates.Command.Parts[0].Words[0].Literal is { } program)
            ProgramSearch.Find(program, ProgramEnvironment.SearchPath(Config));
        return base.InitializeAsync(inputs, cancellationToken);
    }

    /// <inheritdoc />
    protected internal override Task RunQuantumAsync(QuantumContext context, QuantumInputs inputs, QuantumOutputs outputs, CancellationToken cancellationToken) =>
        new ProgramQuantum(Config, Templates, context).RunAsync(inputs, outputs, cancellationToken);

    private ProgramTemplates Templates => templates ??= new ProgramTemplates(Config, new ConfigProblems());
}
