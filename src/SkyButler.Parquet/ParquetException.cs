namespace SkyButler.Parquet;

/// <summary>Something about a Parquet file or a request to read or write one is wrong; the message says what, in one line.</summary>
public class ParquetException : Exception
{
    /// <summary>Makes an error from its message.</summary>
    public ParquetException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an error from its message and what led to it.</summary>
    public ParquetException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
