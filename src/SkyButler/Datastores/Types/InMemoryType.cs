namespace SkyButler.Datastores.Types;

/// <summary>The .NET type that stands for a type of the original's users.</summary>
/// <param name="Name">What configuration and messages call it.</param>
/// <param name="Type">The type of what <c>get</c> returns.</param>
/// <param name="Coerce">Makes such an object of what a user gives; null where that is not possible.</param>
internal sealed record InMemoryType(string Name, Type Type, Func<object, object?> Coerce)
{
    /// <summary>A type that takes only its own objects.</summary>
    public static InMemoryType Of<T>(string? name = null)
        where T : class => new(name ?? typeof(T).Name, typeof(T), value => value as T);
}
