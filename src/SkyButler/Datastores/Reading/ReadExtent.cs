namespace SkyButler.Datastores.Reading;

/// <summary>How much of a file is read.</summary>
internal enum ReadExtent
{
    /// <summary>A component or a cut-out, which may need few of its bytes.</summary>
    Part,

    /// <summary>All of it.</summary>
    Whole,
}
