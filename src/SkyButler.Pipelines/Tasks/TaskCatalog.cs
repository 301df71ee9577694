using System.Reflection;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Tasks.Sources;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Tasks;

/// <summary>
/// Finds task classes by the names that pipelines use: through the names that configuration maps, then those that classes give
/// themselves, then their full names; in the assemblies given first, then in plug-ins, which are loaded only when a name is not found before.
/// </summary>
public sealed class TaskCatalog
{
    private readonly Func<string, string?> mapped;
    private readonly Queue<Func<IEnumerable<Assembly>>> sources;
    private readonly Dictionary<string, Type> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskType> compiled = new(StringComparer.Ordinal);
    private readonly List<Assembly> loaded = [];
    private readonly Lock guard = new();

    /// <summary>Makes a catalogue.</summary>
    /// <param name="assemblies">Assemblies that are loaded already.</param>
    /// <param name="mapped">Gives the class name for a name that pipelines use, or null; from the <c>tasks</c> section of the configuration.</param>
    /// <param name="plugIns">More assemblies, loaded when they are needed.</param>
    public TaskCatalog(
        IEnumerable<Assembly> assemblies, Func<string, string?>? mapped = null, params IReadOnlyList<Func<IEnumerable<Assembly>>> plugIns)
    {
        this.mapped = mapped ?? (_ => null);
        sources = new([() => assemblies, .. plugIns]);
    }

    /// <summary>Compiles the tasks that are single C# files.</summary>
    internal TaskSources Sources { get; init; } = TaskSources.Of(EnvironmentVariables.Process);

    /// <summary>A catalogue in which further mapped names count more.</summary>
    public TaskCatalog With(Func<string, string?> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        lock (guard)
        {
            var copy = new TaskCatalog([], name => more(name) ?? mapped(name), [.. sources]) { Sources = Sources };
            foreach (var (name, type) in known)
                copy.known.TryAdd(name, type);
            foreach (var (name, type) in compiled)
                copy.compiled.TryAdd(name, type);
            copy.loaded.AddRange(loaded);
            return copy;
        }
    }

    /// <summary>The task class of a name.</summary>
    /// <exception cref="UnknownTaskException">There is none.</exception>
    public TaskType Get(string name) => Find(name) ?? throw new UnknownTaskException(mapped(name) is { } other && other != name
        ? $"There is no task '{other}' here, to which the configuration maps '{name}'; correct the name under 'tasks' in skybutler.yaml or butler.yaml, or put its assembly into plugins/."
        + Suggestions.For(other, Names)
        : $"There is no task '{name}' here; map the name to a class under 'tasks' in the repository's skybutler.yaml (or 'skybutler.tasks' in butler.yaml), or put its assembly into plugins/."
        + Suggestions.For(name, Names));

    /// <summary>The task class of a name, or null.</summary>
    public TaskType? Find(string name)
    {
        lock (guard)
        {
            if (compiled.TryGetValue(name, out var made))
                return made;
            var wanted = mapped(name) ?? name;
            while (true)
            {
                if (known.TryGetValue(wanted, out var type))
                    return new TaskType(type, name);
                if (!sources.TryDequeue(out var source))
                    return Qualified(wanted) is { } qualified ? new TaskType(qualified, name) : null;
                foreach (var assembly in source())
                    Add(assembly);
            }
        }
    }

    /// <summary>Names of all tasks that were looked at so far.</summary>
    public IReadOnlyList<string> Names
    {
        get
        {
            lock (guard)
                return [.. known.Keys.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Makes a task known that is a C# file, where a name means one: compiles the file, or loads what it was compiled to before.</summary>
    /// <exception cref="TaskSourceException">The file does not give the task.</exception>
    internal async Task LoadAsync(string name, CancellationToken cancellationToken)
    {
        if (TaskSource.Parse(name) is { } source)
            Add(name, await Sources.LoadAsync(source, null, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Makes a task known under a name, from a file that must hold what it held then.</summary>
    /// <exception cref="TaskSourceException">The file does not give the task.</exception>
    internal async Task LoadAsync(string name, TaskSource source, string checksum, CancellationToken cancellationToken) =>
        Add(name, await Sources.LoadAsync(source, checksum, cancellationToken).ConfigureAwait(false));

    private void Add(string name, TaskType type)
    {
        lock (guard)
            compiled[name] = type;
    }

    // A full name with its assembly, which must lie beside the executable: a repository's configuration can't have other code loaded.
    private static Type? Qualified(string name) =>
        name.Contains(',', StringComparison.Ordinal) && Type.GetType(name) is { } type && typeof(PipelineTask).IsAssignableFrom(type) ? type : null;

    /// <summary>A class that puts quanta in order, by its full name.</summary>
    /// <exception cref="PipelineException">There is none, or it can't be made.</exception>
    internal IExecutionOrder MakeOrder(string name)
    {
        lock (guard)
        {
            while (sources.TryDequeue(out var source))
                foreach (var assembly in source())
                    Add(assembly);
            var type = loaded.Select(a => a.GetType(name)).FirstOrDefault(t => t is not null) ?? throw new PipelineException(
                $"There is no class '{name}' here (--graph-fixup); give its full name, and put its assembly into plugins/.");
            return type.IsAssignableTo(typeof(IExecutionOrder)) && type.GetConstructor(Type.EmptyTypes) is { } constructor
                ? (IExecutionOrder)constructor.Invoke([])
                : throw new PipelineException($"The class '{name}' (--graph-fixup) puts nothing in order; it must be an {nameof(IExecutionOrder)} with a constructor without parameters.");
        }
    }

    private void Add(Assembly assembly)
    {
        loaded.Add(assembly);
        foreach (var type in Types(assembly).Where(t => !t.IsAbstract && typeof(PipelineTask).IsAssignableFrom(t)))
        {
            known.TryAdd(type.FullName!, type);
            if (PlugInAttributes.Find<PipelineTaskAttribute>(type) is { } named)
                foreach (var name in (IEnumerable<string>)[named.Name, .. named.Aliases])
                    known.TryAdd(name, type);
        }
    }

    // A plug-in of which one type can't be loaded still gives the others.
    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}
