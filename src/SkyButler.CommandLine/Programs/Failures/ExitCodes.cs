namespace SkyButler.CommandLine.Programs.Failures;

/// <summary>Exit codes with a meaning of their own.</summary>
internal static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Success = 0;

    /// <summary>It failed; a line on standard error says why.</summary>
    public const int Failure = 1;

    /// <summary>The command line can't be understood.</summary>
    public const int Usage = 2;

    /// <summary>Its terminal was closed.</summary>
    public const int HungUp = 129;

    /// <summary>Interrupted by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Asked to stop by SIGTERM.</summary>
    public const int Terminated = 143;
}
