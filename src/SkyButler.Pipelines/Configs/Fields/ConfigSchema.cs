using System.Collections.Concurrent;
using System.Reflection;

namespace SkyButler.Pipelines.Configs.Fields;

/// <summary>The fields of configuration classes, read from their properties once.</summary>
internal static class ConfigSchema
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<ConfigField>> Known = new();

    public static IReadOnlyList<ConfigField> Of(Type type) => Known.GetOrAdd(type, Read);

    private static ConfigField[] Read(Type type)
    {
        var nullability = new NullabilityInfoContext();
        var fields = new List<ConfigField>();
        foreach (var property in Bases(type).SelectMany(Declared))
        {
            if (property.GetCustomAttribute<ConfigFieldAttribute>() is not { } attribute)
                continue;
            if (property.SetMethod is null && !PropertyField.HoldsItself(property.PropertyType))
                throw new TaskConfigException($"The configuration field {type.Name}.{property.Name} can't be set: give it {{ get; init; }}.");
            var optional = nullability.Create(property).WriteState == NullabilityState.Nullable;
            fields.Add(new PropertyField(property, attribute, optional));
        }

        return [.. fields];
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        var chain = new Stack<Type>();
        for (var t = type; t is not null && t != typeof(Config); t = t.BaseType)
            chain.Push(t);
        return chain;
    }

    private static IEnumerable<PropertyInfo> Declared(Type type) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .OrderBy(p => p.MetadataToken);
}
