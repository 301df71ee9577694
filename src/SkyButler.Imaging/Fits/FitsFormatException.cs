namespace SkyButler.Imaging.Fits;

/// <summary>A file isn't FITS, is cut short, or says of itself what can't be true.</summary>
public sealed class FitsFormatException : ImagingException
{
    /// <summary>Makes an error about a file.</summary>
    public FitsFormatException(string file, string problem)
        : base($"{file}: {problem}")
    {
    }

    /// <summary>Makes an error about a file and what caused it.</summary>
    public FitsFormatException(string file, string problem, Exception inner)
        : base($"{file}: {problem}", inner)
    {
    }
}
