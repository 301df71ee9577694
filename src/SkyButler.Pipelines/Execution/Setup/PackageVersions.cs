using System.Collections;
using System.Globalization;
using SkyButler.Pipelines.Execution.Errors;
using SkyButler.Pipelines.Graphs;
using SkyButler.Pipelines.Tasks;

namespace SkyButler.Pipelines.Execution.Setup;

/// <summary>Names and versions of the software that makes datasets.</summary>
internal static class PackageVersions
{
    /// <summary>What runs now: the runtime, SkyButler, and the assemblies of the tasks.</summary>
    public static OrderedDictionary<string, object?> Current(IEnumerable<TaskNode> tasks)
    {
        var versions = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["dotnet"] = Environment.Version.ToString() };
        foreach (var assembly in tasks.Select(t => t.Type.Assembly).Append(typeof(PackageVersions).Assembly))
            versions[assembly.GetName().Name!] = PlugInAttributes.VersionOf(assembly);
        return new OrderedDictionary<string, object?>(versions.Select(v => KeyValuePair.Create(v.Key, (object?)v.Value)), StringComparer.Ordinal);
    }

    /// <summary>What was stored and what runs now together; null where nothing is new.</summary>
    /// <exception cref="ExecutionException">A package has another version now.</exception>
    public static OrderedDictionary<string, object?>? Join(object stored, OrderedDictionary<string, object?> current)
    {
        var old = new SortedDictionary<string, object?>(StringComparer.Ordinal);
        if (stored is IDictionary known)
            foreach (DictionaryEntry entry in known)
                old[Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!] = Convert.ToString(entry.Value, CultureInfo.InvariantCulture);
        var changed = current.Where(c => old.TryGetValue(c.Key, out var version) && !Equals(version, c.Value)).ToList();
        if (changed.Count > 0)
            throw new ExecutionException(
                $"Package versions mismatch: ({string.Join("; ", changed.Select(c => $"{c.Key}: {old[c.Key]} vs {c.Value}"))}); use a new run, or give --no-versions.");
        if (current.Keys.All(old.ContainsKey))
            return null;
        foreach (var (name, version) in current)
            old[name] = version;
        return new OrderedDictionary<string, object?>(old, StringComparer.Ordinal);
    }
}
