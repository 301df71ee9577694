namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>A command as shells complete it.</summary>
/// <param name="Name">Its name; empty for the program itself.</param>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Options">Its options.</param>
/// <param name="TakesRepository">Whether its first argument is a repository.</param>
internal sealed record CompletionCommandLine(string Name, string Summary, IReadOnlyList<CompletionOption> Options, bool TakesRepository);
