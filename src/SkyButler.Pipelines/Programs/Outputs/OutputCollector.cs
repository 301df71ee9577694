using Microsoft.Extensions.Logging;
using SkyButler.Datasets;
using SkyButler.Datastores;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Programs.Messages;
using SkyButler.Pipelines.Programs.Settings;
using SkyButler.Pipelines.Programs.Staging;
using SkyButler.Resources.Checksums;
using SkyButler.Resources.Transfers;

namespace SkyButler.Pipelines.Programs.Outputs;

/// <summary>Takes the files that a program made into the repository, as they are.</summary>
internal sealed class OutputCollector(ProgramConfig config, QuantumContext context, WorkDirectory directory)
{
    /// <summary>Takes them all in, or none.</summary>
    /// <param name="names">Names and patterns of files, by output.</param>
    /// <param name="inputs">Files of inputs, which are nobody's outputs.</param>
    /// <param name="outputs">What the quantum is to write.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ProgramException">A file is missing, or is none.</exception>
    public async Task CollectAsync(
        IReadOnlyDictionary<string, string> names, IReadOnlySet<string> inputs, QuantumOutputs outputs, CancellationToken cancellationToken)
    {
        var files = new List<FileDataset>();
        var values = new Dictionary<string, IReadOnlyDictionary<string, object>>(StringComparer.Ordinal);
        foreach (var (name, output) in config.Outputs)
        {
            if (!outputs.Names.Contains(name, StringComparer.Ordinal) || outputs[name] is not [var dataset])
                continue;
            if (Find(name, names[name], inputs) is { } file)
            {
                files.Add(new FileDataset(file, [dataset], output.Formatter));
                if (output.Cards.Count > 0)
                    values.Add(name, await HeaderValues.ReadAsync(name, file, output.Cards, cancellationToken).ConfigureAwait(false));
            }
            else if (output.Optional)
                context.Log.LogInformation("The program made no '{File}', so there is no {Output}.", names[name], name);
            else
                throw new ProgramException($"The program made no '{names[name]}' in {directory.Path}, which is to be the output '{name}'; correct 'file', or say 'optional: true'.");
        }

        foreach (var file in files)
            await NoteAsync(file.Path, file.Datasets[0], cancellationToken).ConfigureAwait(false);
        context.Metadata["program.n_ingest"] = files.Count;
        foreach (var (name, cards) in values)
            MessageFinder.NoteValues(context.Metadata, name, cards);
        // A directory that stays is to stay whole; of one that goes, nothing in the repository may need it.
        var transfer = config.Keep == DirectoryKeeping.Always ? TransferMode.Copy : TransferMode.Move;
        if (files.Count > 0)
            await context.Files.IngestAsync(files, new IngestOptions { Transfer = transfer }, cancellationToken).ConfigureAwait(false);
    }

    private string? Find(string output, string name, IReadOnlySet<string> inputs)
    {
        if (FilePattern.IsPattern(name))
        {
            var found = FilePattern.Find(directory.Path, name).Where(f => !inputs.Contains(f)).ToList();
            return found.Count <= 1 ? Regular(output, found.FirstOrDefault()) : throw new ProgramException(
                $"{found.Count} files match '{name}' of the output '{output}', where one should: {string.Join(", ", found.Take(3).Select(Path.GetFileName))}{(found.Count > 3 ? ", …" : "")}.");
        }

        var path = directory.File(name);
        return Path.Exists(path) && !inputs.Contains(path) ? Regular(output, path) : null;
    }

    // A link may lead anywhere, that of a folder too, and a folder is no dataset.
    private string? Regular(string output, string? path) =>
        path is null ? null
        : IsRegular(path) ? path
        : throw new ProgramException($"'{Path.GetRelativePath(directory.Path, path)}' of the output '{output}' is no file but a folder, a link or a device; a dataset is one file.");

    private bool IsRegular(string path)
    {
        for (var folder = Path.GetDirectoryName(path)!; folder.Length > directory.Path.Length; folder = Path.GetDirectoryName(folder)!)
            if ((File.GetAttributes(folder) & FileAttributes.ReparsePoint) != 0)
                return false;
        return (File.GetAttributes(path) & (FileAttributes.Directory | FileAttributes.ReparsePoint | FileAttributes.Device)) == 0;
    }

    private async Task NoteAsync(string file, DatasetRef dataset, CancellationToken cancellationToken)
    {
        var group = context.Metadata.Group("program.outputs");
        group.Add("id", dataset.Id.ToString());
        group.Add("file", Path.GetRelativePath(directory.Path, file));
        group.Add("size", new FileInfo(file).Length);
        group.Add("checksum", await Checksum.OfFileAsync(file, cancellationToken).ConfigureAwait(false));
    }
}
