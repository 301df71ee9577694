namespace SkyButler.CommandLine.Output;

/// <summary>On which side the values of a column stand.</summary>
internal enum Alignment
{
    /// <summary>As numbers are written.</summary>
    Right,

    /// <summary>As text is written.</summary>
    Left,
}
