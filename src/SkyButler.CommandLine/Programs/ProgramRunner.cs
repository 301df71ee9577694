using SkyButler.CommandLine.Display;
using SkyButler.CommandLine.Logs;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Parsing.Options;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.CommandLine.Programs.Failures;
using SkyButler.CommandLine.Programs.PlugIns;

namespace SkyButler.CommandLine.Programs;

/// <summary>Finds the program and command that a command line asks for, and runs it.</summary>
internal static class ProgramRunner
{
    private static readonly IReadOnlyList<FlagOption> Eager = [CommonOptions.Help, CommonOptions.Version];

    /// <summary>Runs a command line; failures become one line on standard error and an exit code.</summary>
    /// <param name="invokedAs">The name by which the executable was started.</param>
    /// <param name="words">What follows it.</param>
    /// <param name="surroundings">Streams, clock, environment.</param>
    /// <param name="cancellationToken">Stops the command.</param>
    public static async Task<int> RunAsync(
        string invokedAs, IReadOnlyList<string> words, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var report = new FailureReport(surroundings);
        try
        {
            return ProgramCatalog.Find(invokedAs) is { } program
                ? await RunProgramAsync(program, words, surroundings, report, cancellationToken)
                : await RunExecutableAsync(words, surroundings, report, cancellationToken);
        }
        catch (Exception failure)
        {
            return await report.WriteAsync(failure, cancellationToken);
        }
        finally
        {
            report.Loggers?.Dispose();
        }
    }

    private static async Task<int> RunExecutableAsync(
        IReadOnlyList<string> words, Surroundings surroundings, FailureReport report, CancellationToken cancellationToken)
    {
        switch (words)
        {
            case [] or ["-h" or "--help", ..]:
                await surroundings.Output.WriteAsync(HelpText.ForExecutable(ProgramCatalog.Summaries));
                return ExitCodes.Success;
            case ["--version", ..]:
                await surroundings.Output.WriteLineAsync(ProductVersion.LineFor(ProgramCatalog.Executable));
                return ExitCodes.Success;
        }

        return ProgramCatalog.Find(words[0]) is { } program
            ? await RunProgramAsync(program, [.. words.Skip(1)], surroundings, report, cancellationToken)
            : throw new UsageException(
                $"No such program '{words[0]}'.{Suggestions.For(words[0], ProgramCatalog.Summaries.Select(entry => entry.Name))} (more by '{ProgramCatalog.Executable} --help')");
    }

    private static async Task<int> RunProgramAsync(
        ProgramDefinition program, IReadOnlyList<string> words, Surroundings surroundings, FailureReport report, CancellationToken cancellationToken)
    {
        report.Hint = $"(more by '{program.Name} --help')";
        var (own, rest) = CommandLineReader.SplitAtCommand(words, program.AllOptions);
        var global = CommandLineReader.Read(own, [], program.AllOptions, Eager);
        report.ShowsTrace = program.Traceback is { } traceback && global[traceback];
        if (global[CommonOptions.Help] || words.Count == 0)
        {
            await surroundings.Output.WriteAsync(HelpText.ForProgram(PlugInCommands.AddTo(program, surroundings.Environment, surroundings.Error)));
            return ExitCodes.Success;
        }

        if (global[CommonOptions.Version])
        {
            await surroundings.Output.WriteLineAsync(ProductVersion.LineFor(program.Name));
            return ExitCodes.Success;
        }

        if (rest.Count == 0 && program.Implied?.Invoke(global) is { } implied)
            rest = [implied];
        if (rest.Count == 0)
            throw new UsageException("Missing command.");
        if (program.Find(rest[0]) is null)
            program = PlugInCommands.AddTo(program, surroundings.Environment, surroundings.Error);
        var entry = program.Find(rest[0]) ?? throw new UsageException($"No such command '{rest[0]}'.{Suggestions.For(rest[0], program.Commands.Select(command => command.Name))}");
        return await RunCommandAsync(program.Name, entry, global, [.. rest.Skip(1)], surroundings, report, cancellationToken);
    }

    private static async Task<int> RunCommandAsync(
        string program, CommandEntry entry, CommandValues global, IReadOnlyList<string> words, Surroundings surroundings, FailureReport report,
        CancellationToken cancellationToken)
    {
        var command = entry.Make();
        var definition = command.Definition;
        report.Hint = $"(usage: {HelpText.UsageLine(program, entry.Name, definition)}; more by '{program} {entry.Name} --help')";
        var values = CommandLineReader.Read(words, definition.Arguments, HelpText.OptionsOf(definition), [CommonOptions.Help], GlobalOptions.All);
        if (values[CommonOptions.Help])
        {
            await surroundings.Output.WriteAsync(HelpText.ForCommand(program, entry.Name, definition));
            return ExitCodes.Success;
        }

        if (definition.TakesOptionsFile && values[CommonOptions.OptionsFile] is { } file)
            values = await OptionsFile.ApplyAsync(file, entry.Name, definition.Options, values, cancellationToken);
        RequiredOptions.Check(definition.Options, values);
        var terminal = surroundings.IsErrorTerminal && global[GlobalOptions.Progress] ? new ErrorLines(surroundings.Error) : null;
        report.Loggers = LogOpening.Open(global, surroundings, terminal ?? surroundings.Error);
        await using var progress = new ProgressDisplay(terminal, surroundings.Error, report.Loggers.CreateLogger("SkyButler.CommandLine"), surroundings.Clock);
        var context = new CommandContext(
            [program, entry.Name, .. words], values, global, surroundings, report.Loggers, global[GlobalOptions.Progress] ? progress : null);
        return await command.RunAsync(context, cancellationToken);
    }
}
