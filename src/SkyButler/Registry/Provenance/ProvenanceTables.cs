using SkyButler.Dimensions;
using SkyButler.Registry.Schema;

namespace SkyButler.Registry.Provenance;

/// <summary>The tables of provenance, which come with the first execution: executions, attempts at quanta, and what these have to do with datasets.</summary>
internal static class ProvenanceTables
{
    public const string ExecutionName = "skybutler_execution";
    public const string QuantumName = "skybutler_quantum";
    public const string UseName = "skybutler_quantum_dataset";

    public static TableDefinition Execution { get; } = new()
    {
        Name = ExecutionName,
        Columns =
        [
            ColumnDefinition.Identifier("id"), ColumnDefinition.Text("run"), new("command", ColumnType.String), ColumnDefinition.Text("username"),
            ColumnDefinition.Text("host"), ColumnDefinition.Text("version"), ColumnDefinition.Integer("begin_time"),
            ColumnDefinition.Integer("end_time") with { IsNullable = true }, ColumnDefinition.Integer("quanta"),
            ColumnDefinition.Integer("exit_code") with { IsNullable = true },
        ],
        PrimaryKey = ["id"],
        Indexes = [["run"]],
    };

    public static TableDefinition Quantum { get; } = new()
    {
        Name = QuantumName,
        Columns =
        [
            ColumnDefinition.Identifier("id"), ColumnDefinition.Identifier("execution_id"), ColumnDefinition.Integer("attempt"), ColumnDefinition.Text("task"),
            new("data_id", ColumnType.String), ColumnDefinition.Integer("status") with { IsSmall = true },
            ColumnDefinition.Integer("caveats") with { IsNullable = true }, ColumnDefinition.Integer("begin_time") with { IsNullable = true },
            ColumnDefinition.Integer("start_time") with { IsNullable = true }, ColumnDefinition.Integer("end_time") with { IsNullable = true },
            new("cpu_time", ColumnType.Float) { IsNullable = true }, ColumnDefinition.Integer("memory") with { IsNullable = true },
            ColumnDefinition.Text("host") with { IsNullable = true }, ColumnDefinition.Integer("process") with { IsNullable = true },
            ColumnDefinition.Integer("exit_code") with { IsNullable = true }, new("error_type", ColumnType.String) { IsNullable = true },
            new("error_message", ColumnType.String) { IsNullable = true }, ColumnDefinition.Identifier("log_id") with { IsNullable = true },
        ],
        PrimaryKey = ["id", "execution_id", "attempt"],
        Indexes = [["execution_id"]],
    };

    public static TableDefinition Use { get; } = new()
    {
        Name = UseName,
        Columns = [ColumnDefinition.Identifier("dataset_id"), ColumnDefinition.Identifier("quantum_id"), ColumnDefinition.Integer("role") with { IsSmall = true }],
        PrimaryKey = ["dataset_id", "quantum_id"],
        Indexes = [["quantum_id"]],
    };

    /// <summary>Executions last, whose presence says that the others are there.</summary>
    public static IReadOnlyList<TableDefinition> All { get; } = [Use, Quantum, Execution];
}
