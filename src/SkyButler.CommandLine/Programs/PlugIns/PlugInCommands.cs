using System.Reflection;
using SkyButler.CommandLine.Parsing;
using SkyButler.CommandLine.Programs.Definitions;
using SkyButler.Commands;
using SkyButler.Pipelines.Tasks;
using SkyButler.Resources;

namespace SkyButler.CommandLine.Programs.PlugIns;

/// <summary>Finds subcommands in the folders of plug-ins. Asked only where the built-in ones don't answer, since loading assemblies takes time.</summary>
internal static class PlugInCommands
{
    /// <summary>A program with the subcommands of plug-ins, sorted by name among its own; what has the name of a built-in one is left out.</summary>
    /// <exception cref="UsageException">Two plug-ins have a subcommand of the same name.</exception>
    public static ProgramDefinition AddTo(ProgramDefinition program, EnvironmentVariables environment)
    {
        if (!program.TakesPlugIns)
            return program;
        var own = program.Commands.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var found = PlugInFolder.All(environment).Distinct(StringComparer.Ordinal).SelectMany(PlugInFolder.Load).Distinct().SelectMany(Find).Where(f => !own.Contains(f.Attribute.Name)).ToList();
        if (found.GroupBy(f => f.Attribute.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twins)
            throw new UsageException($"Several plug-ins have the command '{twins.Key}': {string.Join(", ", twins.Select(t => t.Type.FullName))}; take all but one out of the folder of plug-ins.");
        var entries = found.Select(f => new CommandEntry(f.Attribute.Name, f.Attribute.Summary, () => new PlugInCommand(Make(f.Type))));
        return program with { Commands = [.. program.Commands.Concat(entries).OrderBy(c => c.Name, StringComparer.Ordinal)] };
    }

    private static IEnumerable<(ButlerCommandAttribute Attribute, Type Type)> Find(Assembly assembly)
    {
        foreach (var type in TypesOf(assembly))
            if (type.GetCustomAttribute<ButlerCommandAttribute>() is { } attribute && typeof(IButlerCommand).IsAssignableFrom(type))
                yield return (attribute, type);
    }

    // Parts of an assembly may need others that are not there.
    private static IEnumerable<Type> TypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception e) when (e is ReflectionTypeLoadException or FileNotFoundException or FileLoadException or TypeLoadException)
        {
            return e is ReflectionTypeLoadException { Types: var loaded } ? loaded.OfType<Type>() : [];
        }
    }

    private static IButlerCommand Make(Type type) => type.GetConstructor(Type.EmptyTypes) is not null
        ? (IButlerCommand)Activator.CreateInstance(type)!
        : throw new ButlerException($"The command {type.FullName} of a plug-in can't be made: it needs a constructor without parameters.");
}
