using System.Text;
using Microsoft.Extensions.Logging;
using SkyButler.Configuration;
using SkyButler.Configuration.Nodes;
using SkyButler.Configuration.Repositories;
using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Resources;
using SkyButler.Resources.Durability;
using SkyButler.Resources.Stores;

namespace SkyButler;

/// <summary>Makes repositories: the database first, then the configuration file, so that what can be opened is whole.</summary>
internal static class RepositoryMaker
{
    /// <summary>Makes a repository.</summary>
    public static async Task MakeAsync(string root, ButlerCreation creation, TimeProvider clock, CancellationToken cancellationToken)
    {
        var sources = ConfigSources.Default with { Stores = creation.Stores };
        var folder = ResourcePath.ParseNew(root, sources.WorkingDirectory, sources.Environment).AsDirectory();
        // Before the seed and the names of types are looked for there: whoever can't reach the place is told that, and of no file in it.
        if (creation.OutFile is null && await sources.Stores.ExistsAsync(folder.Join(ButlerConfig.FileName), cancellationToken).ConfigureAwait(false))
            throw Exists(folder.Join(ButlerConfig.FileName));
        var loader = new ConfigLoader(sources);
        var seed = creation.Seed ?? (creation.SeedConfig is { } seedFile ? await LoadAsync(loader, seedFile, sources, cancellationToken).ConfigureAwait(false) : Config.Empty);
        var config = await NewRepositoryConfig.MakeAsync(
            new()
            {
                Root = folder,
                Seed = seed,
                Defaults = creation.Standalone ? DefaultsInFile.Everything : DefaultsInFile.WhatIsFixed,
                Places = creation.Override ? SeedPlaces.Kept : SeedPlaces.Replaced,
                OutFile = creation.OutFile is { } file ? ResourcePath.Parse(file, sources.WorkingDirectory, sources.Environment) : null,
            },
            sources,
            cancellationToken).ConfigureAwait(false);
        if (await sources.Stores.ExistsAsync(config.File, cancellationToken).ConfigureAwait(false))
            throw Exists(config.File);
        if (config.ObsCore is not null)
            throw new ButlerException("The seed configures the obscore table, which can't be made here; take registry.managers.obscore out of it.");
        var universe = creation.Universe ?? (creation.DimensionConfig is { } dimensions
            ? await LoadUniverseAsync(loader, dimensions, sources, cancellationToken).ConfigureAwait(false)
            : DimensionUniverse.Default);
        foreach (var warning in config.Warnings)
            creation.Log.LogWarning("{Warning}", warning);
        var isNew = folder.IsLocal && !Directory.Exists(folder.LocalPath);
        try
        {
            await sources.Stores.For(folder).CreateDirectoryAsync(folder, cancellationToken).ConfigureAwait(false);
            var settings = await ButlerCore.SettingsAsync(config.Complete, clock, cancellationToken).ConfigureAwait(false);
            await SqlRegistry.CreateAsync(settings, universe, config.File.ToString(), WriteConfigAsync, FaultPoints.Watcher, cancellationToken).ConfigureAwait(false);
        }
        catch when (isNew)
        {
            RemoveIfEmpty(folder.LocalPath);
            throw;
        }

        async Task WriteConfigAsync(CancellationToken token) =>
            await sources.Stores.WriteAllBytesAsync(config.File, Encoding.UTF8.GetBytes(config.Text), token).ConfigureAwait(false);
    }

    private static ButlerException Exists(ResourcePath file) => new($"There is a repository already: {file.DisplayName} exists. Choose another folder.");

    private static void RemoveIfEmpty(string folder)
    {
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    private static async Task<DimensionUniverse> LoadUniverseAsync(
        ConfigLoader loader, string file, ConfigSources sources, CancellationToken cancellationToken)
    {
        var config = await LoadAsync(loader, file, sources, cancellationToken).ConfigureAwait(false);
        if (config.Find("dimensions") is ConfigMapping inner)
            config = new(inner);
        try
        {
            return DimensionUniverse.FromJson(config.Root.ToJson()!.ToJsonString());
        }
        catch (DimensionException e)
        {
            throw new DimensionException($"The dimension configuration {file} can't be used: {e.Message}", e);
        }
    }

    private static Task<Config> LoadAsync(ConfigLoader loader, string file, ConfigSources sources, CancellationToken cancellationToken) =>
        loader.LoadAsync(ResourcePath.Parse(file, sources.WorkingDirectory, sources.Environment), cancellationToken);
}
