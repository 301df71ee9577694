namespace SkyButler.Imaging.Tables;

/// <summary>What the elements of a column are.</summary>
public enum ColumnType
{
    /// <summary>Truth values.</summary>
    Boolean,

    /// <summary>Whole numbers of 8 bits with a sign.</summary>
    Int8,

    /// <summary>Whole numbers of 8 bits.</summary>
    UInt8,

    /// <summary>Whole numbers of 16 bits with a sign.</summary>
    Int16,

    /// <summary>Whole numbers of 16 bits.</summary>
    UInt16,

    /// <summary>Whole numbers of 32 bits with a sign.</summary>
    Int32,

    /// <summary>Whole numbers of 32 bits.</summary>
    UInt32,

    /// <summary>Whole numbers of 64 bits with a sign.</summary>
    Int64,

    /// <summary>Whole numbers of 64 bits.</summary>
    UInt64,

    /// <summary>Real numbers of half precision.</summary>
    Float16,

    /// <summary>Real numbers of single precision.</summary>
    Float32,

    /// <summary>Real numbers of double precision.</summary>
    Float64,

    /// <summary>Complex numbers of single precision.</summary>
    Complex64,

    /// <summary>Complex numbers of double precision.</summary>
    Complex128,

    /// <summary>Texts.</summary>
    String,
}
