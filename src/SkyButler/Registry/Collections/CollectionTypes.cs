using SkyButler.Registry.Errors;

namespace SkyButler.Registry.Collections;

/// <summary>Names of collection types, and checks that an operation has the type that it needs.</summary>
internal static class CollectionTypes
{
    public static string Name(CollectionType type) => type switch
    {
        CollectionType.Run => "RUN",
        CollectionType.Tagged => "TAGGED",
        CollectionType.Chained => "CHAINED",
        CollectionType.Calibration => "CALIBRATION",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "There are four types of collections."),
    };

    /// <exception cref="CollectionTypeException">The collection is of another type.</exception>
    public static void Require(CollectionRecord collection, CollectionType type, string what)
    {
        if (collection.Type != type)
            throw new CollectionTypeException($"{what} a {Name(type)} collection, and '{collection.Name}' is {Name(collection.Type)}.");
    }
}
