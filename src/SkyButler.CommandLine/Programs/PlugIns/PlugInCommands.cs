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
    /// <param name="program">The program.</param>
    /// <param name="environment">Says where plug-ins are.</param>
    /// <param name="warnings">Is told, in a line each, which plug-ins lack what they need, or are none.</param>
    public static ProgramDefinition AddTo(ProgramDefinition program, EnvironmentVariables environment, TextWriter warnings)
    {
        if (!program.TakesPlugIns)
            return program;
        var own = program.Commands.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var found = PlugInFolder.All(environment).Distinct(StringComparer.Ordinal)
            .SelectMany(folder => PlugInFolder.Load(folder, text => warnings.WriteLine($"Warning: {text}"))).Distinct()
            .SelectMany(a => Find(a, warnings)).Where(f => !own.Contains(f.Attribute.Name)).ToList();
        if (found.GroupBy(f => f.Attribute.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twins)
            throw new UsageException($"Several plug-ins have the command '{twins.Key}': {string.Join(", ", twins.Select(t => t.Type.FullName))}; take all but one out of the folder of plug-ins.");
        var entries = found.Select(f => new CommandEntry(f.Attribute.Name, f.Attribute.Summary, () => new PlugInCommand(Make(f.Type))));
        return program with { Commands = [.. program.Commands.Concat(entries).OrderBy(c => c.Name, StringComparer.Ordinal)] };
    }

    private static IEnumerable<(ButlerCommandAttribute Attribute, Type Type)> Find(Assembly assembly, TextWriter warnings)
    {
        foreach (var type in TypesOf(assembly, warnings))
            if (type.GetCustomAttribute<ButlerCommandAttribute>() is { } attribute && typeof(IButlerCommand).IsAssignableFrom(type))
                yield return (attribute, type);
    }

    // Parts of an assembly may need others that are not there; those that don't are found all the same.
    private static IEnumerable<Type> TypesOf(Assembly assembly, TextWriter warnings)
    {
        try
        {
            return assembly.GetExportedTypes();
        }
        catch (Exception e) when (e is ReflectionTypeLoadException or FileNotFoundException or FileLoadException or TypeLoadException)
        {
            Warn(assembly, e, warnings);
            return LoadedTypesOf(assembly);
        }
    }

    private static IEnumerable<Type> LoadedTypesOf(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes().Where(t => t.IsVisible);
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>().Where(t => t.IsVisible);
        }
    }

    // Libraries that plug-ins bring along may well have parts that nobody uses; who can have commands refers to ours.
    private static void Warn(Assembly assembly, Exception failure, TextWriter warnings)
    {
        var ours = typeof(IButlerCommand).Assembly.GetName().Name;
        if (assembly.GetReferencedAssemblies().All(r => r.Name != ours))
            return;
        var reason = failure is ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } ? first : failure;
        var missing = reason switch
        {
            FileNotFoundException { FileName: { } name } => $"lacks the assembly '{name}', which belongs beside it",
            FileLoadException { FileName: { } name } => $"can't use the assembly '{name}' that is there",
            _ => $"can't be used whole ({reason.Message.ReplaceLineEndings(" ")})",
        };
        warnings.WriteLine($"Warning: The plug-in {Path.GetFileName(assembly.Location)} {missing}; commands of it may be missing.");
    }

    private static IButlerCommand Make(Type type) => type.GetConstructor(Type.EmptyTypes) is not null
        ? (IButlerCommand)Activator.CreateInstance(type)!
        : throw new ButlerException($"The command {type.FullName} of a plug-in can't be made: it needs a constructor without parameters.");
}
