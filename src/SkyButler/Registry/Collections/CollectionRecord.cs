namespace SkyButler.Registry.Collections;

/// <summary>A collection as the registry knows it.</summary>
public sealed record CollectionRecord
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Kind.</summary>
    public required CollectionType Type { get; init; }

    /// <summary>The kind as people of the field write it: RUN, TAGGED, CHAINED or CALIBRATION.</summary>
    public string TypeName => CollectionTypes.Name(Type);

    /// <summary>Documentation; empty where there is none.</summary>
    public string Documentation { get; init; } = "";

    /// <summary>Children of a chain in search order; empty otherwise.</summary>
    public IReadOnlyList<string> Children { get; init; } = [];

    /// <summary>The key of the collection in other tables: a <see cref="long"/>, or its name where the repository has no integer keys.</summary>
    internal object Key { get; init; } = 0L;
}
