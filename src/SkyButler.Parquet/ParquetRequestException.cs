namespace SkyButler.Parquet;

/// <summary>What was asked does not fit the file or the data: an unknown column, a value of another type, a range outside.</summary>
public sealed class ParquetRequestException : ParquetException
{
    /// <summary>Makes an error from its message.</summary>
    public ParquetRequestException(string message)
        : base(message)
    {
    }
}
