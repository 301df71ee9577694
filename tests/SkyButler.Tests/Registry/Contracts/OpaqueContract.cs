using SkyButler.Dimensions;
using SkyButler.Registry;
using SkyButler.Registry.Errors;
using SkyButler.Registry.Opaque;

namespace SkyButler.Tests.Registry.Contracts;

public abstract class OpaqueContract(DatabaseKind kind)
{
    private static readonly OpaqueTableDefinition Files = new(
        "file_datastore_records",
        [
            new("dataset_id", ColumnType.Uuid, IsKey: true, IsNullable: false),
            new("path", ColumnType.String, 256, IsNullable: false),
            new("component", ColumnType.String, 32, IsKey: true, IsNullable: false),
            new("file_size", ColumnType.Int),
        ],
        [["path"]]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_go_in_and_out()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        var opaque = test.Registry.Opaque;
        await opaque.RegisterAsync(Files, Cancel);
        await opaque.RegisterAsync(Files, Cancel);
        object?[] a = [Guid.NewGuid(), "a", "x", 5L];
        object?[] b = [Guid.NewGuid(), "b", "x", null];
        await opaque.InsertAsync(Files.Name, [a, b], OpaqueInsert.New, Cancel);

        (await opaque.FetchAsync(Files.Name, "dataset_id", [a[0]!, Guid.NewGuid()], Cancel).ToListAsync(Cancel)).Single().ShouldBe(a);
        await Should.ThrowAsync<ConflictException>(opaque.InsertAsync(Files.Name, [[Guid.NewGuid(), "c", "x", 1L], a], OpaqueInsert.New, Cancel));
        await opaque.InsertAsync(Files.Name, [[a[0], "moved", "x", 6L]], OpaqueInsert.Replace, Cancel);
        (await opaque.FetchAsync(Files.Name, "path", ["moved", "c"], Cancel).ToListAsync(Cancel)).Single()[3].ShouldBe(6L);
        await opaque.DeleteAsync(Files.Name, "dataset_id", [a[0]!], Cancel);

        (await opaque.FetchAllAsync(Files.Name, Cancel).ToListAsync(Cancel)).Single().ShouldBe(b);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(150)]
    [InlineData(199)]
    public async Task Of_many_rows_the_refused_one_is_named_and_none_stays(int culprit)
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        var opaque = test.Registry.Opaque;
        await opaque.RegisterAsync(Files, Cancel);
        object?[] taken = [Guid.NewGuid(), "taken", "x", 1L];
        await opaque.InsertAsync(Files.Name, [taken], OpaqueInsert.New, Cancel);
        var rows = Enumerable.Range(0, 200).Select(i => new object?[] { i == culprit ? taken[0] : Guid.NewGuid(), $"file{i}", "x", 1L }).ToList();

        var error = await Should.ThrowAsync<ConflictException>(opaque.InsertAsync(Files.Name, rows, OpaqueInsert.New, Cancel));

        error.Message.ShouldContain($"file{culprit},");
        (await opaque.FetchAllAsync(Files.Name, Cancel).ToListAsync(Cancel)).Single().ShouldBe(taken);
    }

    [Fact]
    public async Task Many_rows_go_in_whatever_their_number()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        var opaque = test.Registry.Opaque;
        await opaque.RegisterAsync(Files, Cancel);
        var rows = Enumerable.Range(0, 333).Select(i => new object?[] { Guid.NewGuid(), $"file{i}", "x", (long)i }).ToList();

        await opaque.InsertAsync(Files.Name, rows, OpaqueInsert.New, Cancel);
        await opaque.InsertAsync(Files.Name, [.. rows.Select(row => new[] { row[0], row[1], row[2], (object)-(long)row[3]! })], OpaqueInsert.Replace, Cancel);

        (await opaque.FetchAllAsync(Files.Name, Cancel).ToListAsync(Cancel)).Select(row => (long)row[3]!).Order().ShouldBe(Enumerable.Range(-332, 333).Select(i => (long)i));
    }

    [Fact]
    public async Task A_reader_without_the_table_finds_no_rows()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        await using var reader = await test.OpenAsync(RegistryAccess.ReadOnly);

        await reader.Opaque.RegisterAsync(Files, Cancel);

        (await reader.Opaque.FetchAllAsync(Files.Name, Cancel).ToListAsync(Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_table_with_other_columns_is_refused()
    {
        await using var test = await TestRegistry.EmptyAsync(kind: kind);
        await test.Registry.Opaque.RegisterAsync(Files, Cancel);
        var other = Files with { Columns = [.. Files.Columns, new("checksum", ColumnType.String)] };

        await Should.ThrowAsync<IncompatibleRepositoryException>(test.Registry.Opaque.RegisterAsync(other, Cancel));
    }

    public sealed class OnSqlite() : OpaqueContract(DatabaseKind.Sqlite);

    public sealed class OnPostgres() : OpaqueContract(DatabaseKind.Postgres);
}
