namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>A positional argument as shells complete it.</summary>
/// <param name="Choices">The words to choose from; empty for any.</param>
/// <param name="IsRepository">Whether it is a repository.</param>
internal sealed record CompletionArgument(IReadOnlyList<string> Choices, bool IsRepository);
