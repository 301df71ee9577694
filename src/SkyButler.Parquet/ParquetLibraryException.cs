namespace SkyButler.Parquet;

/// <summary>A native library that is needed isn't there; the message names the Debian package that has it.</summary>
public sealed class ParquetLibraryException : ParquetException
{
    /// <summary>Makes an error from its message.</summary>
    public ParquetLibraryException(string message)
        : base(message)
    {
    }
}
