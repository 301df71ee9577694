using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Dimensions.Records;
using SkyButler.Registry;
using SkyButler.Registry.Collections;
using SkyButler.Registry.Collections.Chains;
using SkyButler.Registry.Records;
using SkyButler.Tests.Registry.Contracts;

namespace SkyButler.Tests.Queries.Oracle.Worlds;

/// <summary>Makes a real repository of a world.</summary>
internal static class WorldStore
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<TestRegistry> StoreAsync(World world, RegistryVariant variant, DatabaseKind kind)
    {
        var test = await TestRegistry.EmptyAsync(variant, world.Universe, kind);
        var clock = new SettableClock();
        await using var registry = await SqlRegistry.OpenAsync(test.Settings with { Clock = clock }, RegistryAccess.ReadWrite, Cancel);
        foreach (var element in world.Universe.Elements.Where(e => e.HasTable))
            if (world.Of(element.Name).ToList() is { Count: > 0 } records)
                await registry.Records.InsertAsync(element, [.. records.Select(r => Record(world, r))], RecordInsertMode.New, Cancel);
        foreach (var type in world.Types)
            await registry.DatasetTypes.RegisterAsync([Type(world, type.Name)], Cancel);
        foreach (var collection in world.Collections)
        {
            await registry.Collections.RegisterAsync([collection.Name], (CollectionType)(int)collection.Kind, null, Cancel);
            if (collection.Kind == WorldCollectionKind.Chained)
                await registry.Collections.EditChainAsync(collection.Name, ChainEdit.Redefine, [.. collection.Children], Cancel);
        }

        foreach (var same in world.Datasets.GroupBy(d => d.IngestDate))
        {
            clock.Tai = same.Key;
            await registry.Datasets.ImportAsync([.. same.Select(d => Reference(world, d))], Cancel);
        }

        foreach (var tagged in world.Members.GroupBy(m => m.Collection))
            await registry.Datasets.AssociateAsync(tagged.Key, [.. tagged.Select(m => Reference(world, m.Dataset))], Cancel);
        foreach (var certified in world.Validities.GroupBy(v => (v.Collection, v.Timespan)))
            await registry.Datasets.CertifyAsync(certified.Key.Collection, [.. certified.Select(v => Reference(world, v.Dataset))], certified.Key.Timespan, Cancel);
        return test;
    }

    private static DimensionRecord Record(World world, WorldRecord record)
    {
        var element = world.Universe[record.Element];
        return DimensionRecord.Create(element, record.Values.ToDictionary(v => v.Key == element.Name && element.IsDimension ? element.PrimaryKey!.Name : v.Key, v => v.Value));
    }

    private static DatasetType Type(World world, string name)
    {
        var type = world.Type(name);
        return new DatasetType(name, world.Universe.Conform(type.Dimensions), "StructuredDataDict", type.IsCalibration);
    }

    private static DatasetRef Reference(World world, WorldDataset dataset)
    {
        var type = Type(world, dataset.Type);
        return new DatasetRef(type, DataCoordinate.Standardize(type.Dimensions, new Dictionary<string, object>(dataset.DataId)), dataset.Run, dataset.Id);
    }
}
