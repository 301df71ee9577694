using SkyButler.CommandLine.Output;
using SkyButler.CommandLine.Programs;
using SkyButler.CommandLine.Programs.Failures;

namespace SkyButler.CommandLine.ButlerCommands.Removal;

/// <summary>
/// What a command says and asks around its tables. Where the listing is for programs, the words go to standard error and leave it alone.
/// </summary>
internal sealed class Conversation(CommandContext context, string format)
{
    private readonly TextWriter words = format == OutputFormat.Table ? context.Output : context.Surroundings.Error;

    /// <summary>Whether people read the listing.</summary>
    public bool IsForPeople => format == OutputFormat.Table;

    /// <summary>Says something.</summary>
    public Task SayAsync(string text) => words.WriteLineAsync(text);

    /// <summary>Asks, and reads the answer; only yes is yes.</summary>
    /// <exception cref="CommandFailure">Nobody answers.</exception>
    public async Task<bool> AskAsync(string question, CancellationToken cancellationToken)
    {
        await words.WriteAsync($"{question} [y/N]: ".AsMemory(), cancellationToken);
        await context.Output.FlushAsync(cancellationToken);
        var answer = await context.Surroundings.Input.ReadLineAsync(cancellationToken);
        if (answer is not null)
            return answer.Trim().ToUpperInvariant() is "Y" or "YES";
        await words.WriteLineAsync();
        throw new CommandFailure("Nothing was changed, since nobody answered the question; --no-confirm leaves it out.");
    }
}
