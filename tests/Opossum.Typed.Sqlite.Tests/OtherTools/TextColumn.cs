using System.Data;
using System.Globalization;
using Dapper;

namespace Opossum.Typed.Sqlite.Tests.OtherTools;

/// <summary>For Dapper, which takes a column of text for a string and no more.</summary>
public sealed class TextColumn<T>(Func<string, CultureInfo, T> parse) : SqlMapper.TypeHandler<T>
{
    public override T Parse(object value) => parse((string)value, CultureInfo.InvariantCulture);

    public override void SetValue(IDbDataParameter parameter, T? value) => parameter.Value = value;
}
