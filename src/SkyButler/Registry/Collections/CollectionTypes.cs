using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Collections;

/// <summary>Names of collection types, and checks that an operation has the type that it needs.</summary>
public static class CollectionTypes
{
    /// <summary>All names, as people of the field write them.</summary>
    public static IReadOnlyList<string> Names { get; } = [Name(CollectionType.Run), Name(CollectionType.Tagged), Name(CollectionType.Chained), Name(CollectionType.Calibration)];

    /// <summary>The type of a name; null where no type has it.</summary>
    public static CollectionType? Find(string name)
    {
        for (var i = 0; i < Names.Count; i++)
            if (Names[i] == name)
                return CollectionType.Run + i;
        return null;
    }

    /// <summary>A type's name.</summary>
    public static string Name(CollectionType type) => type switch
    {
        CollectionType.Run => "RUN",
        CollectionType.Tagged => "TAGGED",
        CollectionType.Chained => "CHAINED",
        CollectionType.Calibration => "CALIBRATION",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There are four types of collections."),
    };

    /// <exception cref="CollectionTypeException">The collection is of another type.</exception>
    internal static void Require(CollectionRecord collection, CollectionType type, string what)
    {
        if (collection.Type != type)
            throw new CollectionTypeException($"{what} a {Name(type)} collection, and '{collection.Name}' is {Name(collection.Type)}.");
    }
}
