using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Completion;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.CommandLine.Programs.PlugIns;
using SkyButler.Configuration;
using SkyButler.Configuration.Repositories;

namespace SkyButler.CommandLine.ButlerCommands;

/// <summary><c>butler completion</c>.</summary>
internal sealed class CompletionCommand : ProgramCommand
{
    public const string Summary = "Print what makes a shell complete command lines.";

    /// <summary>The word that asks for repositories' names; the scripts do.</summary>
    public const string Labels = "labels";

    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    private static readonly CommandArgument Shell = new(
        "SHELL", "SHELL is bash, zsh or fish; 'labels' prints the names in the repository index instead.")
    {
        Choices = Shells,
    };

    /// <inheritdoc />
    public override CommandDefinition Definition => new()
    {
        Description = "Print a script by which a shell completes commands, options, values that are chosen from a list, and names of repositories, "
            + "for butler, pipetask and astrometadata, with the commands of plug-ins.\n"
            + "bash: put 'source <(butler completion bash)' into ~/.bashrc. zsh: put 'source <(butler completion zsh)' into ~/.zshrc, after compinit. "
            + "fish: butler completion fish > ~/.config/fish/completions/butler.fish",
        Arguments = [Shell],
        Examples =
        [
            "bash > /etc/bash_completion.d/butler",
            "fish > ~/.config/fish/completions/butler.fish",
        ],
        TakesOptionsFile = false,
    };

    /// <inheritdoc />
    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var shell = context.Values[Shell];
        if (shell == Labels)
        {
            var index = await RepositoryIndex.LoadAsync(ConfigSources.Default with { Environment = context.Surroundings.Environment }, cancellationToken);
            foreach (var name in index.Names)
                await context.Output.WriteLineAsync(name);
            return ExitCodes.Success;
        }

        IReadOnlyList<CompletionProgram> programs =
        [
            .. ProgramCatalog.Summaries.Select(p => CompletionProgram.Of(PlugInCommands.AddTo(ProgramCatalog.Find(p.Name)!, context.Surroundings.Environment, context.Surroundings.Error))),
        ];
        var script = shell switch
        {
            "bash" => BashCompletion.Write(programs),
            "zsh" => ZshCompletion.Write(programs),
            "fish" => FishCompletion.Write(programs),
            _ => throw new UsageException($"There is no completion for '{shell}': choose bash, zsh or fish.{Suggestions.For(shell, Shells)}"),
        };
        await context.Output.WriteAsync(script.AsMemory(), cancellationToken);
        return ExitCodes.Success;
    }
}
