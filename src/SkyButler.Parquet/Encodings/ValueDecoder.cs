namespace SkyButler.Parquet.Encodings;

/// <summary>Decodes the values of one page, from its first to its last.</summary>
internal abstract class ValueDecoder<T>
{
    /// <summary>Fills the target with the next values.</summary>
    public abstract void Decode(Span<T> target);
}
