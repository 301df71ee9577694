namespace SkyButler.CommandLine.Programs.Definitions;

/// <summary>A command as its program lists it; it is made only when it is invoked.</summary>
/// <param name="Name">What is typed.</param>
/// <param name="Summary">One line.</param>
/// <param name="Make">Makes the command.</param>
internal sealed record CommandEntry(string Name, string Summary, Func<ProgramCommand> Make);
