using System.Collections;
using System.Globalization;
using SkyButler.Configuration.Overrides;

namespace SkyButler.Pipelines.Configs.Fields;

/// <summary>Turns literals into values of the types that fields have.</summary>
internal static class FieldValues
{
    /// <summary>
    /// A literal as a value of a type. <paramref name="text"/> is how it was written, where it was text: a text field takes
    /// <c>5</c> or <c>a,b</c> as they stand.
    /// </summary>
    /// <exception cref="ArgumentException">The type does not take it; the message says why.</exception>
    public static object? Convert(object? literal, string? text, Type type, bool isOptional)
    {
        if (literal is null)
            return isOptional ? null : throw new ArgumentException("None is not allowed");
        if (type == typeof(string))
            return literal as string ?? text ?? throw Mismatch(literal, "text");
        if (type == typeof(bool))
            return literal is bool ? literal : throw Mismatch(literal, "True or False");
        if (type == typeof(int) || type == typeof(long))
            return Integer(literal, type);
        if (type == typeof(double) || type == typeof(float))
            return Real(literal, type);
        if (type.IsEnum)
            return Enumeration(literal, text, type);
        if (type == typeof(object))
            return literal is IReadOnlyList<object?> or IReadOnlyDictionary<string, object?> ? literal : text ?? literal;
        if (typeof(Config).IsAssignableFrom(type))
            return Nested(literal, type);
        if (DictionaryElement(type) is { } valueType)
            return Dictionary(literal, valueType);
        if (ListElement(type) is { } elementType)
            return List(literal, elementType);
        throw new ArgumentException($"its type {type.Name} can't be set by configuration");
    }

    /// <summary>The type of a list's elements; null where the type is no list.</summary>
    public static Type? ListElement(Type type) => type.IsArray
        ? type.GetElementType()
        : type.IsGenericType && type.GetGenericArguments().Length == 1 && typeof(IEnumerable).IsAssignableFrom(type) ? type.GetGenericArguments()[0] : null;

    /// <summary>The type of a dictionary's values; null where the type is no dictionary by text.</summary>
    public static Type? DictionaryElement(Type type) =>
        type.IsGenericType && type.GetGenericArguments() is [var key, var value] && key == typeof(string) ? value : null;

    private static object Integer(object literal, Type type)
    {
        var number = literal switch
        {
            long n => n,
            int n => n,
            bool b => b ? 1L : 0L,
            _ => throw Mismatch(literal, "an integer"),
        };
        if (type == typeof(long))
            return number;
        return number is >= int.MinValue and <= int.MaxValue ? (int)number : throw new ArgumentException($"{number} is too large");
    }

    private static object Real(object literal, Type type)
    {
        var number = literal switch
        {
            double d => d,
            long n => n,
            int n => n,
            bool b => b ? 1.0 : 0.0,
            _ => throw Mismatch(literal, "a number"),
        };
        return type == typeof(double) ? number : (object)(float)number;
    }

    private static object Enumeration(object literal, string? text, Type type) =>
        Enum.TryParse(type, literal as string ?? text ?? "", ignoreCase: true, out var value) && Enum.IsDefined(type, value)
            ? value
            : throw new ArgumentException(
                $"{PythonText.Repr(literal)} is none of {string.Join(", ", Enum.GetNames(type))}.{Suggestions.For(text ?? "", Enum.GetNames(type))}");

    private static object Nested(object literal, Type type)
    {
        var config = (Config)Activator.CreateInstance(type)!;
        if (literal is NewConfig)
            return config;
        if (literal is not IReadOnlyDictionary<string, object?> members)
            throw Mismatch(literal, "a mapping of its fields");
        foreach (var (name, value) in members)
        {
            var field = config.Fields.FirstOrDefault(f => f.Name == name)
                ?? throw new FieldValueException($".{name}", $"there is no field '{name}'.{Suggestions.For(name, config.Fields.Select(f => f.Name))}");
            try
            {
                field.Set(config, value is string s ? PythonLiteral.Interpret(s) : value, value as string);
            }
            catch (ArgumentException e)
            {
                throw FieldValueException.In($".{name}", e);
            }
        }

        return config;
    }

    private static object Dictionary(object literal, Type valueType)
    {
        if (literal is not IReadOnlyDictionary<string, object?> members)
            throw Mismatch(literal, "a mapping");
        var result = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), valueType), StringComparer.Ordinal)!;
        foreach (var (key, value) in members)
            result[key] = Element(value, valueType, $"['{key}']");
        return result;
    }

    private static object List(object literal, Type elementType)
    {
        if (literal is not IReadOnlyList<object?> elements)
            throw Mismatch(literal, "a list");
        var result = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(elementType))!;
        foreach (var element in elements)
            result.Add(Element(element, elementType, string.Create(CultureInfo.InvariantCulture, $"[{result.Count}]")));
        if (!elementType.IsArray && result is { } list)
        {
            var array = Array.CreateInstance(elementType, list.Count);
            list.CopyTo(array, 0);
            return array;
        }

        return result;
    }

    private static object? Element(object? value, Type type, string name)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            return Convert(value is string s && plain != typeof(string) ? PythonLiteral.Interpret(s) : value, value as string, plain, plain != type);
        }
        catch (ArgumentException e)
        {
            throw FieldValueException.In(name, e);
        }
    }

    private static ArgumentException Mismatch(object literal, string wanted) => new($"it takes {wanted}, not {PythonText.Repr(literal)}");
}
