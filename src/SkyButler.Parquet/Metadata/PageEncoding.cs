namespace SkyButler.Parquet.Metadata;

/// <summary>How the values of a page are encoded.</summary>
public enum PageEncoding
{
    /// <summary>One after the other.</summary>
    Plain = 0,

    /// <summary>The older name of <see cref="RunLengthDictionary"/>.</summary>
    PlainDictionary = 2,

    /// <summary>Runs and packed bits.</summary>
    RunLength = 3,

    /// <summary>Packed bits, most significant first; obsolete.</summary>
    BitPacked = 4,

    /// <summary>Differences of integers, packed.</summary>
    DeltaBinaryPacked = 5,

    /// <summary>Lengths as differences, then all bytes.</summary>
    DeltaLengthByteArray = 6,

    /// <summary>Lengths shared with the value before, then what differs.</summary>
    DeltaByteArray = 7,

    /// <summary>Positions in the chunk's dictionary.</summary>
    RunLengthDictionary = 8,

    /// <summary>All first bytes, all second bytes, and so on.</summary>
    ByteStreamSplit = 9,
}
