namespace SkyButler.Parquet.Schemas;

/// <summary>What a field holds.</summary>
public enum FieldKind
{
    /// <summary>One value.</summary>
    Value,

    /// <summary>Several fields side by side.</summary>
    Struct,

    /// <summary>Any number of elements, whose field is the only child.</summary>
    List,

    /// <summary>Keys with values, whose fields are the two children (one, where values were left out).</summary>
    Map,
}
