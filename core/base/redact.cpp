// SPDX-License-Identifier: GPL-2.0-or-later
#include "core/base/redact.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace syncline
{
  QString redacted( const QString &text )
  {
    using Rule = std::pair<QRegularExpression, QString>;
    const auto ignoringCase = QRegularExpression::CaseInsensitiveOption;
    static const std::array<Rule, 5> sRules = { {
      { QRegularExpression( QStringLiteral( "\\bbearer\\s+[^\\s\"',;]+" ), ignoringCase ),
        QStringLiteral( "Bearer ***" ) },
      // payload.timestamp.signature, perhaps with a dot before it
      { QRegularExpression(
          QStringLiteral( "\\.?[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]{16,}" ) ),
        QStringLiteral( "***" ) },
      { QRegularExpression(
          QStringLiteral( "(\"?\\b(?:password|passwd|token|api_?key|secret|authorization)\\b\"?\\s*[:=]\\s*)"
                          "(?:\"[^\"]*\"|'[^']*'|[^\\s&,;}]+)" ),
          ignoringCase ),
        QStringLiteral( "\\1***" ) },
      { QRegularExpression( QStringLiteral( "://[^/\\s@]+@" ) ), QStringLiteral( "://***@" ) },
      { QRegularExpression( QStringLiteral( "[^\\s\"'<>()=&:/,;]+(?:@|%40)[^\\s\"'<>()=&,;/]+" ) ),
        QStringLiteral( "***@***" ) },
    } };
    QString clean = text;
    for ( const Rule &rule : sRules )
      clean.replace( rule.first, rule.second );
    return clean;
  }
} // namespace syncline
