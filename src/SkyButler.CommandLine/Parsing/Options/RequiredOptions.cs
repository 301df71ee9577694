namespace SkyButler.CommandLine.Parsing.Options;

/// <summary>Finds options that a command can't do without, before it starts its work.</summary>
internal static class RequiredOptions
{
    /// <summary>Checks that each is given.</summary>
    /// <exception cref="UsageException">One is missing.</exception>
    public static void Check(IReadOnlyList<CommandOption> options, CommandValues values)
    {
        foreach (var option in options)
        {
            if (option is ValueOption { IsRequired: true } required && values[required] is null)
                throw new UsageException($"Missing option '{string.Join("' / '", required.Names)}'.");
        }
    }
}
