namespace SkyButler.CommandLine.Parsing;

/// <summary>How many values a positional argument takes.</summary>
internal enum ArgumentCount
{
    /// <summary>Exactly one.</summary>
    One,

    /// <summary>None or one.</summary>
    Optional,

    /// <summary>Any number; only the last argument of a command.</summary>
    Any,

    /// <summary>At least one; only the last argument of a command.</summary>
    OneOrMore,
}
