using System.Text;
using SkyButler.Pipelines.Programs.Templates;

namespace SkyButler.Pipelines.Programs.Staging;

/// <summary>Writes the files that list inputs.</summary>
internal sealed class ListWriter(ProgramConfig config, ProgramTemplates templates, WorkDirectory directory)
{
    private static readonly TextTemplate Plain = TextTemplate.Parse("{path}");

    /// <summary>Names of the files that will be written.</summary>
    public IEnumerable<string> FileNames => Names.Select(FileName);

    private IEnumerable<string> Names => templates.All.SelectMany(t => t.Template.Placeholders)
        .Where(p => p.Kind == Placeholder.ListFile).Select(p => p.Arguments[0]).Distinct(StringComparer.Ordinal);

    /// <summary>Writes those that the command line names; returns their paths by name.</summary>
    /// <exception cref="ProgramException">A value can't stand in a line.</exception>
    public async Task<IReadOnlyDictionary<string, string>> WriteAsync(ProgramValues values, CancellationToken cancellationToken)
    {
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Names)
        {
            var list = config.Lists.GetValueOrDefault(name);
            var template = templates.Lines.GetValueOrDefault(name) ?? Plain;
            var lines = values.Inputs(list?.Input ?? name).Select(dataset => Checked(name, values.Fill(template, dataset)));
            var path = directory.File(FileName(name));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            await using (file.ConfigureAwait(false))
                await file.WriteAsync(Encoding.UTF8.GetBytes(string.Concat((list?.Header is { } header ? lines.Prepend(header) : lines).Select(l => l + "\n"))), cancellationToken).ConfigureAwait(false);
            written.Add(name, values.Show(path));
        }

        return written;
    }

    private string FileName(string list) => config.Lists.GetValueOrDefault(list)?.File ?? $"{list}.txt";

    private static string Checked(string list, string line) => ArgumentSafety.Problem(line) is { } problem
        ? throw new ProgramException($"A line of the list '{list}' can't be written: it holds {problem}.")
        : line;
}
