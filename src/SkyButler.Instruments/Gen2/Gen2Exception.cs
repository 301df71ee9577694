namespace SkyButler.Instruments.Gen2;

/// <summary>A repository of the second generation can't be converted.</summary>
public sealed class Gen2Exception : ButlerException
{
    /// <summary>Makes the error with its one-line message.</summary>
    public Gen2Exception(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
