// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/base/qtcompat.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace syncline
{
  /**
   * A string that must not be swapped with another kind of string. Immutable; empty only when default-made ("not known yet").
   * Tag gives the type its identity and checks the text: `static bool isValid( const QString & )`.
   */
  template<class Tag> class StrongText
  {
    public:
      StrongText() = default;
      //! Text that is no such thing is ErrorKind::InvalidInput.
      [[nodiscard]] static Result<StrongText> fromString( const QString &text )
      {
        if ( !Tag::isValid( text ) )
          return fail( ErrorKind::InvalidInput,
                       QStringLiteral( "\"%1\" is no %2" ).arg( text.left( 80 ), Tag::name() ) );
        StrongText id;
        id.mText = text;
        return id;
      }
      const QString &toString() const { return mText; }
      bool isEmpty() const { return mText.isEmpty(); }
      friend bool operator==( const StrongText &a, const StrongText &b ) { return a.mText == b.mText; }
      friend bool operator!=( const StrongText &a, const StrongText &b ) { return !( a == b ); }
      friend bool operator<( const StrongText &a, const StrongText &b ) { return a.mText < b.mText; }
      friend HashValue qHash( const StrongText &id, HashValue seed = 0 ) { return ::qHash( id.mText, seed ); }

    private:
      QString mText;
  };

  struct ProjectIdTag
  {
      static bool isValid( const QString &text ); //!< a uuid, lower case, without braces
      static QString name();
  };
  struct TransactionIdTag
  {
      static bool isValid( const QString &text ); //!< a uuid
      static QString name();
  };
  struct ChunkIdTag
  {
      static bool isValid( const QString &text ); //!< a uuid
      static QString name();
  };
  struct Sha1Tag
  {
      static bool isValid( const QString &text ); //!< 40 lower-case hexadecimal digits
      static QString name();
  };

  using ProjectId = StrongText<ProjectIdTag>;
  using TransactionId = StrongText<TransactionIdTag>; //!< of a push over the v1 protocol
  using ChunkId = StrongText<ChunkIdTag>;
  using Sha1 = StrongText<Sha1Tag>;

  //! The checksum of bytes in memory, as the server speaks it.
  Sha1 sha1Of( const QByteArray &bytes );
  //! From the 20 raw bytes of a finished SHA-1.
  Sha1 sha1FromDigest( const QByteArray &digest );
  //! A new random chunk id.
  ChunkId newChunkId();

  /**
   * "workspace/project", both parts non-empty and without slash. How people and the v1 protocol name a project; it changes when
   * the project is renamed, ProjectId does not.
   */
  class ProjectName
  {
    public:
      ProjectName() = default;
      //! ErrorKind::InvalidInput unless it is exactly WORKSPACE/PROJECT.
      [[nodiscard]] static Result<ProjectName> fromString( const QString &fullName );
      [[nodiscard]] static Result<ProjectName> fromParts( const QString &workspace, const QString &project );
      const QString &workspace() const { return mWorkspace; }
      const QString &project() const { return mProject; }
      bool isEmpty() const { return mProject.isEmpty(); }
      QString toString() const; //!< empty when default-made
      friend bool operator==( const ProjectName &a, const ProjectName &b )
      {
        return a.mWorkspace == b.mWorkspace && a.mProject == b.mProject;
      }
      friend bool operator!=( const ProjectName &a, const ProjectName &b ) { return !( a == b ); }

    private:
      QString mWorkspace;
      QString mProject;
  };

  //! A number that must not be swapped with another kind of number; 0 is "not known yet".
  template<class Tag> struct StrongNumber
  {
      qint64 value = 0;
      bool isValid() const { return value > 0; }
      friend bool operator==( StrongNumber a, StrongNumber b ) { return a.value == b.value; }
      friend bool operator!=( StrongNumber a, StrongNumber b ) { return a.value != b.value; }
      friend bool operator<( StrongNumber a, StrongNumber b ) { return a.value < b.value; }
  };
  using WorkspaceId = StrongNumber<struct WorkspaceIdTag>;
  using UserId = StrongNumber<struct UserIdTag>;

  //! What somebody may do in a project, weakest first; the order is that of rights. Wire form: lower case, "" or null for None.
  enum class ProjectRole
  {
    None,
    Reader,
    Editor,
    Writer,
    Owner
  };
  //! What somebody may do in a workspace, weakest first. Wire form: lower case.
  enum class WorkspaceRole
  {
    None,
    Guest,
    Reader,
    Editor,
    Writer,
    Admin,
    Owner
  };

  QString toWire( ProjectRole role );
  QString toWire( WorkspaceRole role );
  [[nodiscard]] Result<ProjectRole> projectRoleFromWire( const QString &text );
  [[nodiscard]] Result<WorkspaceRole> workspaceRoleFromWire( const QString &text );
} // namespace syncline
