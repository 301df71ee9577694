using SkyButler.Datasets;
using SkyButler.Pipelines.Execution;
using SkyButler.Pipelines.Execution.Attempts;
using SkyButler.Pipelines.Programs.Settings;
using SkyButler.Pipelines.Programs.Templates;
using SkyButler.Resources;

namespace SkyButler.Pipelines.Programs.Staging;

/// <summary>Gets a quantum's inputs to where its program can read them: the stored files themselves where that is possible.</summary>
internal sealed class InputStager(ProgramConfig config, ProgramTemplates templates, QuantumContext context, WorkDirectory directory, ISet<string> taken)
{
    private const string Folder = "inputs";

    /// <summary>The inputs by connection.</summary>
    /// <param name="inputs">What the quantum reads.</param>
    /// <param name="name">Fills the template of a file's name for a dataset.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ProgramException">A dataset is no single file, or not where the configuration wants it.</exception>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<StagedInput>>> StageAsync(
        QuantumInputs inputs, Func<TextTemplate, DatasetRef, string> name, CancellationToken cancellationToken)
    {
        var all = inputs.Names.SelectMany(n => inputs[n]).ToList();
        var places = await context.Files.LocateAsync(all, cancellationToken).ConfigureAwait(false);
        var dataIds = await context.Files.ExpandAsync(all, cancellationToken).ConfigureAwait(false);
        var staged = new Dictionary<string, IReadOnlyList<StagedInput>>(StringComparer.Ordinal);
        foreach (var connection in inputs.Names)
        {
            var files = new List<StagedInput>();
            foreach (var dataset in inputs[connection].Select(d => d.WithDataId(dataIds[d.Id])))
            {
                var place = Single(dataset, places[dataset.Id].Select(p => p.Uri).ToList(), connection);
                var rename = templates.Renames.TryGetValue(connection, out var template) ? name(template, dataset) : null;
                files.Add(await StageAsync(connection, dataset, place, rename, cancellationToken).ConfigureAwait(false));
            }

            staged.Add(connection, files);
        }

        return staged;
    }

    private async Task<StagedInput> StageAsync(string connection, DatasetRef dataset, ResourcePath place, string? rename, CancellationToken cancellationToken)
    {
        var access = config.Inputs[connection].Access;
        var isFile = place is { IsLocal: true, Fragment: "" };
        if (access == InputAccess.Uri && !config.ForceCopy)
            return new StagedInput(connection, dataset, place.IsAbsolute ? place.ToString() : $"file://{place.EncodedPath}", null);
        if (access == InputAccess.Path && !isFile)
            throw new ProgramException($"The input '{connection}' is to be used where it is stored, but {place.DisplayName} is no local file; allow a copy by 'access: auto'.");
        if (isFile && access != InputAccess.Copy && !config.ForceCopy)
        {
            if (rename is null)
                return Staged(connection, dataset, place.LocalPath);
            var link = Free(rename, connection);
            File.CreateSymbolicLink(link, place.LocalPath);
            return Staged(connection, dataset, link);
        }

        var copy = isFile
            ? CopyOf(place.LocalPath, rename ?? Unused(place.Basename), connection)
            : await FetchAsync(dataset, rename, connection, cancellationToken).ConfigureAwait(false);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(copy, File.GetUnixFileMode(copy) | UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return Staged(connection, dataset, copy);
    }

    private string CopyOf(string stored, string name, string connection)
    {
        var copy = Free(name, connection);
        File.Copy(stored, copy);
        return copy;
    }

    private async Task<string> FetchAsync(DatasetRef dataset, string? rename, string connection, CancellationToken cancellationToken)
    {
        var folder = directory.File($".fetched-{dataset.Id}");
        var fetched = (await context.Files.FetchAsync(dataset, folder, cancellationToken).ConfigureAwait(false))[0];
        var target = Free(rename ?? Unused(Path.GetFileName(fetched)), connection);
        File.Move(fetched, target);
        Directory.Delete(folder, recursive: true);
        return target;
    }

    private StagedInput Staged(string connection, DatasetRef dataset, string file)
    {
        if (config.PathStyle == PathStyle.Absolute)
            return new StagedInput(connection, dataset, file, file);
        var relative = Path.GetRelativePath(directory.Path, file);
        return new StagedInput(connection, dataset, ArgumentSafety.IsOption(relative) ? "./" + relative : relative, file);
    }

    private static ResourcePath Single(DatasetRef dataset, IReadOnlyList<ResourcePath> places, string connection) => places switch
    {
        [{ Fragment: "predicted" }] => throw new ProgramException($"The input '{connection}', {dataset}, has no file."),
        [var only] => only,
        _ => throw new ProgramException(
            $"The dataset type '{dataset.DatasetType.Name}' of the input '{connection}' is stored as {places.Count} files, one for each component; a program reads single files, so take a component or store it whole."),
    };

    private string Unused(string name)
    {
        var file = Path.Combine(Folder, name);
        for (var i = 2; taken.Contains(file); i++)
            file = Path.Combine(Folder, $"{i}", name);
        return file;
    }

    private string Free(string name, string connection)
    {
        if (!taken.Add(name))
            throw new ProgramException($"The input '{connection}' would have the name '{name}' in the program's directory, which another input, an output or a list has; put what tells them apart into its 'rename'.");
        var path = directory.File(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
