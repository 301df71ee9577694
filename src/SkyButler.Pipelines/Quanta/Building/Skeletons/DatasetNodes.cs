using SkyButler.Datasets;
using SkyButler.Dimensions.DataIds;
using SkyButler.Pipelines.Graphs;

namespace SkyButler.Pipelines.Quanta.Building.Skeletons;

/// <summary>The datasets of one type in one part of the pipeline: a place for each data ID, filled where the dataset exists or will be made.</summary>
internal sealed class DatasetNodes(DatasetTypeNode type, Branch branch)
{
    private readonly Guid[] ids = new Guid[branch.Count];
    private readonly string?[] runs = new string?[branch.Count];

    public DatasetTypeNode Type { get; } = type;

    public Branch Branch { get; } = branch;

    public int Count => ids.Length;

    public bool Has(int row) => runs[row] is not null;

    public Guid Id(int row) => ids[row];

    public string Run(int row) => runs[row]!;

    public DataCoordinate DataId(int row) => Branch.Table.DataId(row);

    public DatasetRef Dataset(int row) => new(Type.Type, DataId(row), runs[row]!, ids[row]);

    public void Set(int row, Guid id, string run)
    {
        ids[row] = id;
        runs[row] = run;
    }

    public void Remove(int row) => runs[row] = null;
}
