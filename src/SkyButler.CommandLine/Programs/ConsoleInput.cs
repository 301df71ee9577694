namespace SkyButler.CommandLine.Programs;

/// <summary>Standard input, opened when a question is asked and not before.</summary>
internal sealed class ConsoleInput : TextReader
{
    /// <inheritdoc />
    public override string? ReadLine() => Console.In.ReadLine();

    /// <inheritdoc />
    public override ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken) => Console.In.ReadLineAsync(cancellationToken);
}
