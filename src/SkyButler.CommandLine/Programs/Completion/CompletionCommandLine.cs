namespace SkyButler.CommandLine.Programs.Completion;

/// <summary>A command as shells complete it.</summary>
/// <param name="Name">Its name; empty for the program itself.</param>
/// <param name="Summary">What it does, in a line.</param>
/// <param name="Options">Its options.</param>
/// <param name="Arguments">Its arguments, in order.</param>
internal sealed record CompletionCommandLine(string Name, string Summary, IReadOnlyList<CompletionOption> Options, IReadOnlyList<CompletionArgument> Arguments);
