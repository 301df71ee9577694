namespace SkyButler.Parquet;

/// <summary>The bytes are not those of a sound Parquet file.</summary>
public sealed class ParquetFormatException : ParquetException
{
    /// <summary>Makes an error from its message.</summary>
    public ParquetFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error from its message and what led to it.</summary>
    public ParquetFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
