using SkyButler.Resources;

namespace SkyButler.Pipelines.Tasks.Sources;

/// <summary>A task whose code is one C# file: <c>FILE.cs</c>, or <c>FILE.cs#CLASS</c> where the file has several tasks.</summary>
/// <param name="File">Path of the file.</param>
/// <param name="ClassName">The task's dotted name or the name of its class; null where the file has only one.</param>
internal sealed record TaskSource(string File, string? ClassName)
{
    private const string Extension = ".cs";
    private const char ClassMark = '#';

    /// <summary>Whether the name of a task in a pipeline means a file.</summary>
    public static bool IsSource(string name) => Split(name).File.EndsWith(Extension, StringComparison.Ordinal);

    /// <summary>The file that the name of a task means; null where it means none.</summary>
    public static TaskSource? Parse(string name) => IsSource(name) && Split(name) is var (file, className) ? new TaskSource(file, className) : null;

    /// <summary>The name of a task in a pipeline that lies in a folder, as it is understood everywhere: files get their whole path.</summary>
    /// <exception cref="PipelineException">The pipeline does not lie on this machine, and names a file beside it.</exception>
    public static string Locate(string name, ResourcePath folder, EnvironmentVariables environment)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (Parse(name) is not { } source)
            return name;
        return ResourcePath.Parse(source.File, folder, environment) is { IsLocal: true } file
            ? new TaskSource(file.LocalPath, source.ClassName).ToString()
            : throw new PipelineException(
                $"The task '{name}' would be compiled from a file that does not lie on this machine; copy the pipeline and the file here, or build it into plugins/.");
    }

    /// <summary>The file of a class's name in a folder; null where there is none.</summary>
    public static TaskSource? Beside(string className, string? folder)
    {
        if (folder is null || className.AsSpan().IndexOfAny('/', '\\', '\0') >= 0)
            return null;
        var file = Path.Combine(folder, className + Extension);
        return System.IO.File.Exists(file) ? new TaskSource(file, className) : null;
    }

    /// <summary>Refuses a file that nobody named and that somebody else could have put there.</summary>
    /// <exception cref="TaskSourceException">Others could have written it.</exception>
    public void RefuseForeign()
    {
        if (ForeignAccess.IsOpenWithFolder(File))
            throw new TaskSourceException(
                $"There is no task '{ClassName}' here, and the file '{File}' beside the pipeline is not compiled, for others may write it or its folder; name the file as the task's class if you trust it, or take their leave away (chmod go-w).");
    }

    /// <summary>As pipelines name it.</summary>
    public override string ToString() => ClassName is null ? File : $"{File}{ClassMark}{ClassName}";

    private static (string File, string? ClassName) Split(string name)
    {
        var mark = name.LastIndexOf(Extension + ClassMark, StringComparison.Ordinal);
        return mark < 0 ? (name, null) : (name[..(mark + Extension.Length)], name[(mark + Extension.Length + 1)..]);
    }
}
