using SkyButler.Pipelines.Programs.Templates;

namespace SkyButler.Pipelines.Programs.Staging;

/// <summary>Writes the files that list inputs.</summary>
internal sealed class ListWriter(ProgramConfig config, ProgramTemplates templates, WorkDirectory directory)
{
    private static readonly TextTemplate Plain = TextTemplate.Parse("{path}");

    /// <summary>Writes those that the command line names; returns their paths by name.</summary>
    /// <exception cref="ProgramException">A value can't stand in a line.</exception>
    public async Task<IReadOnlyDictionary<string, string>> WriteAsync(ProgramValues values, CancellationToken cancellationToken)
    {
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = templates.All.SelectMany(t => t.Template.Placeholders).Where(p => p.Kind == Placeholder.ListFile).Select(p => p.Arguments[0]);
        foreach (var name in names.Distinct(StringComparer.Ordinal))
        {
            var list = config.Lists.GetValueOrDefault(name);
            var template = templates.Lines.GetValueOrDefault(name) ?? Plain;
            var lines = values.Inputs(list?.Input ?? name).Select(dataset => values.Fill(template, dataset));
            var path = directory.File(list?.File ?? $"{name}.txt");
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, string.Concat((list?.Header is { } header ? lines.Prepend(header) : lines).Select(l => l + "\n")), cancellationToken).ConfigureAwait(false);
            written.Add(name, values.Show(path));
        }

        return written;
    }
}
