using System.Reflection;
using System.Text;

namespace SkyButler.Architecture.PublicApi;

/// <summary>Writes down every public type and member of an assembly, one a line, sorted.</summary>
internal static class PublicSurface
{
    private const BindingFlags Visible = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static string Describe(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type));
            if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum))
                text.Append(" : ").Append(Name(parent));
            text.Append('\n');
            foreach (var line in Members(type).Distinct().Order(StringComparer.Ordinal))
                text.Append("  ").Append(line).Append('\n');
        }

        return text.ToString();
    }

    private static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsInterface ? "interface" : type.IsValueType ? "struct" : type is { IsAbstract: true, IsSealed: true } ? "static class"
        : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum)
        {
            foreach (var name in Enum.GetNames(type))
                yield return $"{name} = {Convert.ToInt64(Enum.Parse(type, name), System.Globalization.CultureInfo.InvariantCulture)}";
            yield break;
        }

        foreach (var field in type.GetFields(Visible).Where(f => f.IsPublic || f.IsFamily))
            yield return $"field {(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}";
        foreach (var property in type.GetProperties(Visible))
        {
            var accessors = string.Concat(property.GetAccessors(true).Where(Seen).Select(a => a.Name.StartsWith("get_", StringComparison.Ordinal) ? " get;" : " set;"));
            if (accessors.Length > 0)
                yield return $"property {Name(property.PropertyType)} {property.Name}{Parameters(property.GetIndexParameters(), "[", "]")} {{{accessors} }}";
        }

        foreach (var constructor in type.GetConstructors(Visible).Where(Seen))
            yield return $"new{Parameters(constructor.GetParameters(), "(", ")", always: true)}";
        foreach (var method in type.GetMethods(Visible).Where(m => Seen(m) && !m.Name.Contains('<', StringComparison.Ordinal)))
            if (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
                yield return $"{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{Parameters(method.GetParameters(), "(", ")", always: true)}";
    }

    private static bool Seen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Parameters(ParameterInfo[] parameters, string open, string close, bool always = false) =>
        parameters.Length == 0 && !always ? "" : open + string.Join(", ", parameters.Select(p => $"{Name(p.ParameterType)} {p.Name}")) + close;

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        var name = type.Namespace?.StartsWith("SkyButler", StringComparison.Ordinal) == true && type.FullName is { } full ? full : type.Name;
        if (type.IsGenericType)
            name = name.Split('`')[0] + "<" + string.Join(", ", type.GetGenericArguments().Select(Name)) + ">";
        return name;
    }
}
