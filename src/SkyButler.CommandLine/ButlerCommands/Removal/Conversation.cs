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

    /// <summary>Asks whether to go on, which <c>--no-confirm</c> leaves out.</summary>
    /// <exception cref="CommandFailure">Nobody answers.</exception>
    public Task<bool> AskAsync(string question, CancellationToken cancellationToken) => AskAsync(question, "--no-confirm", cancellationToken);

    /// <summary>Asks, and reads the answer; only yes is yes.</summary>
    /// <param name="question">The question.</param>
    /// <param name="option">The option that leaves it out.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="CommandFailure">Nobody answers.</exception>
    public async Task<bool> AskAsync(string question, string option, CancellationToken cancellationToken)
    {
        await words.WriteAsync($"{question} [y/N]: ".AsMemory(), cancellationToken);
        await words.FlushAsync(cancellationToken);
        var answer = await context.Surroundings.Input.ReadLineAsync(cancellationToken);
        if (answer is null || !context.Surroundings.ShowsAnswers)
        {
            // What follows, perhaps on the other stream, has a line of its own.
            await words.WriteLineAsync();
            await words.FlushAsync(cancellationToken);
        }

        return answer is null
            ? throw new CommandFailure($"Nothing was changed, since nobody answered the question; {option} leaves it out.")
            : answer.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
