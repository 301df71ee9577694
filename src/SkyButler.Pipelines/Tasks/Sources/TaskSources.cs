using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Tasks.Sources;

/// <summary>Makes tasks of C# files: compiled when they are first used, kept for the next time, and loaded by who asks for the task.</summary>
internal sealed class TaskSources(TaskAssemblyCache cache)
{
    private readonly Dictionary<string, Assembly> loaded = new(StringComparer.Ordinal);
    private readonly Lock guard = new();

    /// <summary>Tasks of files, with the cache that an environment names.</summary>
    public static TaskSources Of(EnvironmentVariables environment) => new(new TaskAssemblyCache(TaskAssemblyCache.FolderOf(environment)));

    /// <summary>The task of a file.</summary>
    /// <param name="source">The file, and the task in it.</param>
    /// <param name="checksum">What the file must hold, as its SHA-256; null where it may hold anything.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="TaskSourceException">The file is not there, does not compile, does not have the task, or holds something else than it must.</exception>
    public async Task<TaskType> LoadAsync(TaskSource source, string? checksum, CancellationToken cancellationToken)
    {
        var text = await ReadAsync(source, cancellationToken).ConfigureAwait(false);
        var found = Convert.ToHexStringLower(SHA256.HashData(text));
        if (checksum is not null && found != checksum)
            throw new TaskSourceException(
                $"The task file '{source.File}' has changed since the graph was built (SHA-256 {found}, then {checksum}); build the graph anew, or put the file back.");
        var assembly = await LoadAsync(source.File, text, found, cancellationToken).ConfigureAwait(false);
        try
        {
            return new TaskType(Choose(source, assembly)) { Source = new TaskOrigin(source.File, found) };
        }
        catch (TargetInvocationException e)
        {
            throw new TaskSourceException($"A task of the file '{source.File}' can't be made: {e.InnerException?.Message.ReplaceLineEndings(" ")}", e);
        }
        catch (ReflectionTypeLoadException e)
        {
            throw new TaskSourceException($"The classes of the file '{source.File}' can't be loaded: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private async Task<Assembly> LoadAsync(string file, byte[] text, string checksum, CancellationToken cancellationToken)
    {
        var key = Key(file, checksum);
        lock (guard)
            if (loaded.TryGetValue(key, out var known))
                return known;
        if (await cache.FindAsync(key, cancellationToken).ConfigureAwait(false) is { } kept && TryLoad(key, file, kept) is { } again)
            return again;
        var code = TaskCompiler.Compile(file, text, $"sha256:{checksum}", cancellationToken);
        await cache.AddAsync(key, code, cancellationToken).ConfigureAwait(false);
        return TryLoad(key, file, code) ?? throw new TaskSourceException($"What the task file '{file}' was compiled to can't be loaded.");
    }

    private Assembly? TryLoad(string key, string file, byte[] code)
    {
        try
        {
            lock (guard)
            {
                if (!loaded.TryGetValue(key, out var assembly))
                    loaded.Add(key, assembly = new AssemblyLoadContext(file).LoadFromStream(new MemoryStream(code)));
                return assembly;
            }
        }
        catch (BadImageFormatException)
        {
            return null;
        }
    }

    private static async Task<byte[]> ReadAsync(TaskSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(source.File, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TaskSourceException($"The task file '{source.File}' can't be read: {e.Message.ReplaceLineEndings(" ")}", e);
        }
    }

    private static Type Choose(TaskSource source, Assembly assembly)
    {
        var tasks = assembly.GetTypes().Where(t => !t.IsAbstract && typeof(PipelineTask).IsAssignableFrom(t)).ToList();
        if (tasks.Count == 0)
            throw new TaskSourceException($"The file '{source.File}' holds no task: a class derived from PipelineTask<TConfig, TConnections> that is not abstract.");
        var meant = source.ClassName is { } wanted ? tasks.Where(t => Names(t).Contains(wanted, StringComparer.Ordinal)).ToList() : tasks;
        return meant.Count == 1
            ? meant[0]
            : throw new TaskSourceException(
                $"The file '{source.File}' holds the tasks {string.Join(", ", tasks.Select(t => t.FullName))}, "
                + (source.ClassName is { } name ? $"of which {(meant.Count == 0 ? "none" : "several")} is called '{name}'." : $"so say which: '{source.File}#{tasks[0].Name}'."));
    }

    private static IEnumerable<string> Names(Type type) =>
        PlugInAttributes.Find<PipelineTaskAttribute>(type) is { } named ? [type.Name, type.FullName!, named.Name, .. named.Aliases] : [type.Name, type.FullName!];

    // Path, content, and the code that it is compiled against and that loads it.
    private static string Key(string file, string checksum)
    {
        var made = new StringBuilder(file).Append('\n').Append(checksum).Append('\n').Append(Environment.Version);
        foreach (var assembly in Ours().OrderBy(a => a.FullName, StringComparer.Ordinal))
            made.Append('\n').Append(assembly.ManifestModule.ModuleVersionId);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(made.ToString())));
    }

    private static IEnumerable<Assembly> Ours()
    {
        var found = new Dictionary<string, Assembly>(StringComparer.Ordinal);
        var open = new Queue<Assembly>([typeof(TaskSources).Assembly]);
        while (open.TryDequeue(out var assembly))
            if (found.TryAdd(assembly.FullName!, assembly))
                foreach (var name in assembly.GetReferencedAssemblies().Where(n => n.Name!.StartsWith("SkyButler", StringComparison.Ordinal)))
                    open.Enqueue(Assembly.Load(name));
        return found.Values;
    }
}
