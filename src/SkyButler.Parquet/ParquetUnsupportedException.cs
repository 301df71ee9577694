namespace SkyButler.Parquet;

/// <summary>The file may be sound, but uses something that is not read here: encryption, a codec, an encoding.</summary>
public sealed class ParquetUnsupportedException : ParquetException
{
    /// <summary>Makes an error from its message.</summary>
    public ParquetUnsupportedException(string message)
        : base(message)
    {
    }
}
