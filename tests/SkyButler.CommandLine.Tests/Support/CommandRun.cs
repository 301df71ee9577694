using SkyButler.CommandLine.Programs;
using SkyButler.Resources;

namespace SkyButler.CommandLine.Tests.Support;

/// <summary>A command line that was run in this process, and what came of it.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    /// <summary>Lines of the error stream.</summary>
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs a program as if it had been started by its name.</summary>
    public static Task<CommandRun> OfAsync(string program, params IReadOnlyList<string> words) =>
        OfAsync(program, words, EnvironmentVariables.Empty, "", TestContext.Current.CancellationToken);

    /// <summary>Runs a program with an environment, and answers on its input.</summary>
    public static async Task<CommandRun> OfAsync(
        string program, IReadOnlyList<string> words, EnvironmentVariables environment, string input, CancellationToken cancellationToken)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var surroundings = new Surroundings { Output = output, Error = error, Input = new StringReader(input), Environment = environment };
        var code = await ProgramRunner.RunAsync(program, words, surroundings, cancellationToken);
        return new CommandRun(code, output.ToString(), error.ToString());
    }
}
